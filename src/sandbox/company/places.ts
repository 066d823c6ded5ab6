/** A city that people travel to. */
export interface Place {
  /** IATA code of its airport; also the key of the place. */
  readonly airport: string;
  /** Id as v3 APIs use it in `LocationID`. */
  readonly locationId: string;
  readonly city: string;
  /** ISO 3166-2:2007, undefined where nobody uses it. */
  readonly subdivision: string | undefined;
  readonly country: string;
  readonly currency: string;
}

const rows = [
  ['ORD', 'gWt6$hB3mZp8qXr5vLk2N', 'Chicago', 'US-IL', 'US', 'USD'],
  ['SEA', 'gWt1vK7nDq$4xRm9sBz3T', 'Seattle', 'US-WA', 'US', 'USD'],
  ['JFK', 'gWt8pS2kHm6zLw5$cNv9F', 'New York', 'US-NY', 'US', 'USD'],
  ['LHR', 'gWt3xD9qJr7$bTk4mVp1H', 'London', 'GB-LND', 'GB', 'GBP'],
  ['BER', 'gWt5cN1wZs8kPq$2hLm6R', 'Berlin', 'DE-BE', 'DE', 'EUR'],
  ['CDG', 'gWt7bM4tXv$9nKr3wQz8D', 'Paris', 'FR-75', 'FR', 'EUR'],
  ['LYS', 'gWt2zH6pRk5mJs$7xVc1B', 'Lyon', 'FR-69', 'FR', 'EUR'],
  ['HND', 'gWt9wL3sTn$6vDq8kBm4P', 'Tokyo', 'JP-13', 'JP', 'JPY'],
  ['YYZ', 'gWt4kQ8vMb2rXz$5pNs7J', 'Toronto', 'CA-ON', 'CA', 'CAD'],
  ['GRU', 'gWt6rT1mWd$3zHc9vKp5L', 'São Paulo', 'BR-SP', 'BR', 'BRL'],
  ['BLR', 'gWt8nV5xPk7sQm$1bRt2Z', 'Bengaluru', 'IN-KA', 'IN', 'INR'],
  ['OSL', 'gWt1sJ9zLw$4kTn6mDv3X', 'Oslo', 'NO-03', 'NO', 'NOK'],
  ['ZRH', 'gWt5qB2hVr8xNk$7cMs9W', 'Zurich', 'CH-ZH', 'CH', 'CHF'],
  ['SIN', 'gWt3mP7kSz$5wLb1vTx8Q', 'Singapore', undefined, 'SG', 'SGD'],
] as const;

/** All places by airport. */
export const places: ReadonlyMap<string, Place> = new Map(
  rows.map(([airport, locationId, city, subdivision, country, currency]) => [
    airport,
    { airport, locationId, city, subdivision, country, currency },
  ]),
);

/** The place of an airport in the table. */
export function placeOf(airport: (typeof rows)[number][0]): Place {
  const place = places.get(airport);
  if (!place) throw new Error(`No place has the airport ${airport}`);
  return place;
}

/** The place with a v3 `LocationID`. */
export function placeWithId(locationId: string): Place | undefined {
  return [...places.values()].find((place) => place.locationId === locationId);
}

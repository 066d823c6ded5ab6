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
  /** Language tag of who lives there, with its country, e.g. `en-US`. */
  readonly language: string;
  /** By its Olson name, e.g. `Europe/Paris`. */
  readonly timeZone: string;
  /** The company's office there. */
  readonly office: { readonly street: string; readonly postalCode: string };
}

const rows = [
  ['ORD', 'gWt6$hB3mZp8qXr5vLk2N', 'Chicago', 'US-IL', 'US', 'USD', 'en-US', 'America/Chicago'],
  ['SEA', 'gWt1vK7nDq$4xRm9sBz3T', 'Seattle', 'US-WA', 'US', 'USD', 'en-US', 'America/Los_Angeles'],
  ['JFK', 'gWt8pS2kHm6zLw5$cNv9F', 'New York', 'US-NY', 'US', 'USD', 'en-US', 'America/New_York'],
  ['LHR', 'gWt3xD9qJr7$bTk4mVp1H', 'London', 'GB-LND', 'GB', 'GBP', 'en-GB', 'Europe/London'],
  ['BER', 'gWt5cN1wZs8kPq$2hLm6R', 'Berlin', 'DE-BE', 'DE', 'EUR', 'de-DE', 'Europe/Berlin'],
  ['CDG', 'gWt7bM4tXv$9nKr3wQz8D', 'Paris', 'FR-75', 'FR', 'EUR', 'fr-FR', 'Europe/Paris'],
  ['LYS', 'gWt2zH6pRk5mJs$7xVc1B', 'Lyon', 'FR-69', 'FR', 'EUR', 'fr-FR', 'Europe/Paris'],
  ['HND', 'gWt9wL3sTn$6vDq8kBm4P', 'Tokyo', 'JP-13', 'JP', 'JPY', 'ja-JP', 'Asia/Tokyo'],
  ['YYZ', 'gWt4kQ8vMb2rXz$5pNs7J', 'Toronto', 'CA-ON', 'CA', 'CAD', 'en-CA', 'America/Toronto'],
  ['GRU', 'gWt6rT1mWd$3zHc9vKp5L', 'São Paulo', 'BR-SP', 'BR', 'BRL', 'pt-BR', 'America/Sao_Paulo'],
  ['BLR', 'gWt8nV5xPk7sQm$1bRt2Z', 'Bengaluru', 'IN-KA', 'IN', 'INR', 'en-IN', 'Asia/Kolkata'],
  ['OSL', 'gWt1sJ9zLw$4kTn6mDv3X', 'Oslo', 'NO-03', 'NO', 'NOK', 'nb-NO', 'Europe/Oslo'],
  ['ZRH', 'gWt5qB2hVr8xNk$7cMs9W', 'Zurich', 'CH-ZH', 'CH', 'CHF', 'de-CH', 'Europe/Zurich'],
  ['SIN', 'gWt3mP7kSz$5wLb1vTx8Q', 'Singapore', undefined, 'SG', 'SGD', 'en-SG', 'Asia/Singapore'],
] as const;

/** Street and postal code of the offices, all invented. */
const offices: Readonly<Record<(typeof rows)[number][0], readonly [string, string]>> = {
  ORD: ['410 Lantern Street', '60601'],
  SEA: ['12 Harbour Street', '98101'],
  JFK: ['77 Meridian Avenue', '10001'],
  LHR: ['5 Compass Lane', 'EC1A 1BB'],
  BER: ['Kompassweg 9', '10115'],
  CDG: ['18 rue du Sextant', '75010'],
  LYS: ['3 quai de la Boussole', '69002'],
  HND: ['2-14 Tokei', '100-0001'],
  YYZ: ['60 Beacon Road', 'M5H 2N2'],
  GRU: ['Rua do Nivel 240', '01310-100'],
  BLR: ['31 Theodolite Road', '560001'],
  OSL: ['Loddgata 4', '0150'],
  ZRH: ['Pegelstrasse 22', '8001'],
  SIN: ['8 Gauge Link', '018989'],
};

/** All places by airport. */
export const places: ReadonlyMap<string, Place> = new Map(
  rows.map(([airport, locationId, city, subdivision, country, currency, language, timeZone]) => {
    const [street, postalCode] = offices[airport];
    const office = { street, postalCode };
    return [airport, { airport, locationId, city, subdivision, country, currency, language, timeZone, office }];
  }),
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

/** Where somebody of a country works: the first place there, else `otherwise`. */
export function placeIn(country: string, otherwise: Place): Place {
  if (country === otherwise.country) return otherwise;
  return [...places.values()].find((place) => place.country === country) ?? otherwise;
}

import { placeOf, places } from '../company/places.js';
import { COST_CENTRES, DEPARTMENTS, REGIONS_LIST, type SeedItem } from './seedHierarchies.js';

export interface SeedList {
  readonly name: string;
  readonly ids?: { readonly uuid?: string; readonly id?: string; readonly legacyId?: string };
  readonly category?: 'Normal' | 'Vendor' | 'Configuration';
  readonly levels?: number;
  readonly searchCriteria?: 'CODE';
  readonly isDeleted?: boolean;
  readonly managingApp?: string;
  readonly connector?: { readonly id: string; readonly threshold: number };
  readonly items: readonly SeedItem[];
}

const rows = (...pairs: readonly (readonly [code: string, name: string])[]): readonly SeedItem[] =>
  pairs.map(([code, name]) => ({ code, name }));

export const LISTS: readonly SeedList[] = [
  {
    name: 'Cost centres',
    ids: {
      uuid: '3d7f1a52-9c46-4e0b-8f21-6b5a90c7e314',
      id: 'gWpL7sQx2$mTc9VnRk4bYd6JhE',
      legacyId: 'nL5$tWq8kRz2mXv7pB',
    },
    levels: 3,
    items: COST_CENTRES,
  },
  { name: 'Regions', ids: { uuid: REGIONS_LIST }, items: [] },
  { name: 'Departments', levels: 3, items: DEPARTMENTS },
  {
    name: 'Projects',
    ids: { uuid: '60c9a2f7-1b3e-4d85-a7f4-92e05d8b6c13' },
    searchCriteria: 'CODE',
    managingApp: '8a2e6d10-47bf-4c93-9e5a-d13f7b08c652',
    items: rows(
      ['P1001', 'Tide gauge, second edition'],
      ['P1002', 'Harbour survey'],
      ['P1003', 'Sensor laboratory'],
      ['P1004', 'Move to Plant North'],
      ['P1005', 'Customer portal'],
      ['P1006', 'Trade fairs'],
    ),
  },
  {
    name: 'Travel agencies',
    ids: {
      uuid: 'b1e84c06-5a7d-4f39-9e02-c8d6137fa45b',
      id: 'gWpK3tZd8$qWm5HyXs1vLcRg7P',
      legacyId: 'nL5$hPc4sYd9gJf3wK',
    },
    category: 'Vendor',
    items: rows(['BHT', 'Blue Heron Travel'], ['LST', 'Lakeside Tours'], ['OMT', 'Old Mill Travel']),
  },
  {
    name: 'Hotels',
    category: 'Vendor',
    items: rows(['HAK', 'Hotel am Kanal'], ['LSH', 'Lakeside Hotels'], ['OMI', 'Old Mill Inn']),
  },
  { name: 'Countries and cities', levels: 3, items: continents() },
  { name: 'Customers', searchCriteria: 'CODE', items: customers() },
  {
    name: 'Purposes of trips',
    items: rows(
      ['AUDIT', 'Supplier audit'],
      ['FAIR', 'Trade fair'],
      ['SALES', 'Customer visit'],
      ['TRAIN', 'Training'],
      ['WORK', 'Project workshop'],
    ),
  },
  {
    name: 'Legal entities',
    items: rows(
      ['EI01', 'Example Instruments Inc.'],
      ['EI02', 'Example Instruments GmbH'],
      ['EI03', 'Example Instruments SAS'],
      ['EI04', 'Example Instruments KK'],
    ),
  },
  {
    name: 'Work orders',
    levels: 2,
    items: ['2025', '2026'].map((year) => ({
      code: year,
      name: `Work orders of ${year}`,
      below: Array.from({ length: 15 }, (_, index) => ({
        code: `WO${year.slice(2)}${String(index + 1).padStart(3, '0')}`,
        name: `Work order ${index + 1} of ${year}`,
      })),
    })),
  },
  {
    name: 'Vehicles',
    connector: { id: 'gWc$7vR2kXm9sTq4LpB8zN', threshold: 1 },
    items: rows(['V01', 'Estate car'], ['V02', 'Van'], ['V03', 'Bicycle']),
  },
  {
    name: 'Payment methods',
    category: 'Configuration',
    items: rows(['CARD', 'Company card'], ['CASH', 'Cash']),
  },
  { name: 'Cost centres before 2024', isDeleted: true, items: rows(['OLD1', 'Old plant'], ['OLD2', 'Old office']) },
];

function continents(): readonly SeedItem[] {
  const countriesOf = (names: Readonly<Record<string, string>>): readonly SeedItem[] =>
    Object.entries(names).map(([code, name]) => ({
      code,
      name,
      below: [...places.values()]
        .filter(({ country }) => country === code)
        .map((place) => ({ code: place.airport, name: place.city })),
    }));
  return [
    { code: 'AM', name: 'Americas', below: countriesOf({ BR: 'Brazil', CA: 'Canada', US: 'United States' }) },
    {
      code: 'AS',
      name: 'Asia',
      below: countriesOf({ IN: 'India', JP: 'Japan', SG: placeOf('SIN').city }),
    },
    {
      code: 'EU',
      name: 'Europe',
      below: countriesOf({ CH: 'Switzerland', DE: 'Germany', FR: 'France', GB: 'United Kingdom', NO: 'Norway' }),
    },
  ];
}

/** More than one page of version 4 holds. */
function customers(): readonly SeedItem[] {
  const first = [
    'Amber',
    'Birch',
    'Cedar',
    'Dune',
    'Elm',
    'Fjord',
    'Glen',
    'Heron',
    'Iris',
    'Juniper',
    'Kite',
    'Larch',
  ];
  const second = [
    'Bakery',
    'Brewery',
    'Clinic',
    'Farms',
    'Foundry',
    'Labs',
    'Logistics',
    'Mills',
    'Optics',
    'Shipyard',
  ];
  return first.flatMap((name, row) =>
    second.map((trade, column) => ({ code: `C${row * second.length + column + 1001}`, name: `${name} ${trade}` })),
  );
}

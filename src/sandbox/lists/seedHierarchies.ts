/** An item of a seeded list, with those below it. */
export interface SeedItem {
  readonly code: string;
  readonly name: string;
  /** Where others name the item by its ids. */
  readonly ids?: { readonly uuid?: string; readonly id?: string };
  readonly below?: readonly SeedItem[];
  /** UUID of another list that has the item, too. */
  readonly sharedWith?: string;
}

/** UUID of a list that shares its items with the first level of the cost centres. */
export const REGIONS_LIST = 'c2f95b08-7d13-4a6e-9b40-e8615d3f7a29';

/** Regions, offices and teams. */
export const COST_CENTRES: readonly SeedItem[] = [
  {
    code: 'EMEA',
    name: 'Europe, Middle East and Africa',
    ids: { uuid: '91b6d3e7-0c58-4f2a-8e94-5a7d10c3f268', id: 'gWqB5nTs9$kLx2RmVc7pZd4WjH' },
    sharedWith: REGIONS_LIST,
    below: [
      {
        code: '4100',
        name: 'Lisbon office',
        ids: { uuid: '5e08c4a1-b37f-4d96-a2c8-1f60e9d7b354', id: 'gWqF8xKd3$vQm6TyLs1nRcPg7B' },
        below: [
          { code: '41001', name: 'Service desk' },
          { code: '41002', name: 'Sales Iberia' },
        ],
      },
      {
        code: '4200',
        name: 'Berlin office',
        ids: { uuid: 'd7423f9e-68a0-4c1b-95fe-3b8c0a71d6e5' },
        below: [
          { code: '42001', name: 'Development' },
          { code: '42002', name: 'Sales Central Europe' },
        ],
      },
      { code: '4300', name: 'London office', below: [{ code: '43001', name: 'Finance EMEA' }] },
    ],
  },
  {
    code: 'AMER',
    name: 'Americas',
    sharedWith: REGIONS_LIST,
    below: [
      {
        code: '5100',
        name: 'Seattle head office',
        below: [
          { code: '51001', name: 'Management' },
          { code: '51002', name: 'Sales West' },
          { code: '51003', name: 'Laboratory' },
        ],
      },
      { code: '5200', name: 'Chicago office', below: [{ code: '52001', name: 'Sales Midwest' }] },
    ],
  },
  {
    code: 'APAC',
    name: 'Asia and Pacific',
    sharedWith: REGIONS_LIST,
    below: [
      { code: '6100', name: 'Tokyo office', below: [{ code: '61001', name: 'Sales Japan' }] },
      { code: '6200', name: 'Bengaluru office', below: [{ code: '62001', name: 'Development India' }] },
    ],
  },
];

/** Departments, groups and teams; seeded reports name the first three by their ids. */
export const DEPARTMENTS: readonly SeedItem[] = [
  {
    code: 'SLS',
    name: 'Sales',
    ids: { id: 'gWr5$kT8mQ2xLp7vBn3sJ' },
    below: [
      {
        code: 'DIR',
        name: 'Direct sales',
        below: [
          { code: 'KEY', name: 'Key accounts' },
          { code: 'NEW', name: 'New customers' },
        ],
      },
      { code: 'PAR', name: 'Partners' },
    ],
  },
  {
    code: 'SRV',
    name: 'Service',
    ids: { id: 'gWr9$dP4zHw6nKs1vTc8M' },
    below: [
      {
        code: 'FLD',
        name: 'Field service',
        below: [
          { code: 'NTH', name: 'North' },
          { code: 'STH', name: 'South' },
        ],
      },
      { code: 'HOT', name: 'Hotline' },
    ],
  },
  {
    code: 'FIN',
    name: 'Finance',
    ids: { id: 'gWr2$xB7rLq5tVm9kJs3W' },
    below: [{ code: 'ACC', name: 'Accounting', below: [{ code: 'PAY', name: 'Payables' }] }],
  },
  { code: 'RND', name: 'Research and development', below: [{ code: 'OPT', name: 'Optics' }] },
  { code: 'HRD', name: 'People' },
];

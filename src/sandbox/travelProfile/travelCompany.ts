/** What the travel site of the company has set up. */
export const travelCompany = {
  /** Id as v2 shows it in `CompanyID`. */
  id: 'p0042917xyz1',
  agencyNumber: '99000147',
  ruleClasses: ['Default Travel Class', 'Executive Travel Class'],
  customFields: ['Project', 'Building'],
} as const;

/** Travel configurations: that of people in the Americas, and that of all others. */
export const TRAVEL_CONFIGS = ['250041', '250042'] as const;

/** The travel configuration of people from a country. */
export function travelConfigOf(country: string): string {
  return ['US', 'CA', 'BR'].includes(country) ? TRAVEL_CONFIGS[0] : TRAVEL_CONFIGS[1];
}

/** The rule class with a name, in any letter case. */
export function findRuleClass(name: string): string | undefined {
  return travelCompany.ruleClasses.find((known) => known.toLowerCase() === name.toLowerCase());
}

/** Suppliers of the samples, for discounts and memberships; the letter is the kind of vendor in the loyalty API. */
export const SUPPLIERS = {
  A: { vendorCode: 'XX', name: 'Lakeside Air' },
  C: { vendorCode: 'ZQ', name: 'Green Lane Rentals' },
  H: { vendorCode: 'LH', name: 'Lakeside Hotels' },
} as const;

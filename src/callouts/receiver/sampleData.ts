/** People that the receiver finds; all invented. */
export const SAMPLE_ATTENDEES: readonly Readonly<Record<string, string>>[] = [
  {
    AttendeeTypeCode: 'BUSGUEST',
    FirstName: 'Noor',
    LastName: 'Haddad',
    Title: 'Head of Purchasing',
    Company: 'Lakeside Trading',
    ExternalID: 'CRM-20417',
    Custom1: 'Retail',
  },
  {
    AttendeeTypeCode: 'BUSGUEST',
    FirstName: 'Tomasz',
    LastName: 'Lis',
    Title: 'Engineer',
    Company: 'Fen Bridges',
    ExternalID: 'CRM-20418',
  },
  {
    AttendeeTypeCode: 'BUSGUEST',
    FirstName: 'Grace',
    LastName: 'Okafor',
    Company: 'Lakeside Trading',
    ExternalID: 'CRM-20419',
  },
  {
    AttendeeTypeCode: 'HCP',
    FirstName: 'Lena',
    LastName: 'Brandt',
    Title: 'Cardiologist',
    Company: 'Harbour Clinic',
    ExternalID: 'HCP-77',
    Custom8: 'MN',
    Custom14: '1234567893',
  },
];

/** Items of a list of three levels, by their long codes. */
export const SAMPLE_ITEMS: readonly { readonly code: string; readonly text: string }[] = [
  { code: 'EU', text: 'Europe' },
  { code: 'EU-DE', text: 'Germany' },
  { code: 'EU-DE-BER', text: 'Berlin' },
  { code: 'EU-DE-BGL', text: 'Bergisch Gladbach' },
  { code: 'EU-DE-MUC', text: 'Munich' },
  { code: 'EU-FR', text: 'France' },
  { code: 'EU-FR-PAR', text: 'Paris' },
  { code: 'NA', text: 'North America' },
  { code: 'NA-US', text: 'United States' },
  { code: 'NA-US-SEA', text: 'Seattle' },
];

/** Roles that SCIM shows as groups: code, UUID of the group, name (/api-reference/profile/v4.scim-groups-definition.html). */
export const groupRoles = [
  ['CompanyAdmin', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c001', 'Company Administrator'],
  ['EXP_USER', '9a2c5e71-40bd-4f86-b3c9-7d15e86f0a24', 'Expense User'],
  ['EXP_APPROVER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c003', 'Expense Approver'],
  ['EXP_ATTENDEE_ADMIN', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c004', 'Attendee Administrator'],
  ['SHD_BILLING_ATTRIBUTES_USER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c005', 'Billing Attributes User'],
  ['SHD_BUDGET_ADMIN', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c006', 'Budget Administrator'],
  ['SHD_BUDGET_APPROVER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c007', 'Budget Approver/Manager'],
  ['SHD_BUDGET_OWNER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c008', 'Budget Owner'],
  ['SHD_BUDGET_VIEWER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c009', 'Budget Viewer'],
  ['EXP_PROCESSOR', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c010', 'Expense Processor'],
  ['EXP_PROXY_USER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c011', 'Expense Proxy Logon'],
  ['EXP_RECEIPT_PROCESSOR', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c012', 'Expense Receipt Processor'],
  ['SHD_PAYROLL_ADMIN', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c013', 'Payroll Administrator'],
  ['EXP_REIMBURSEMENT_AUDITOR', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c014', 'Reimbursement Auditor'],
  ['EXP_REIMBURSEMENT_APPROVER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c015', 'Reimbursement Manager'],
  ['EXP_CONFIG_ADMIN', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c016', 'Expense Configuration Administrator'],
  ['EXP_CONFIG_ADMIN_RO', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c017', 'Expense Configuration Administrator (Restricted)'],
  ['REQ_USER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c018', 'Request User'],
  ['REQ_APPROVER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c019', 'Request Approver'],
  ['REQ_PROXY_USER', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c020', 'Request Proxy Logon'],
  ['REQ_PROCESSOR', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c021', 'TMC Agent'],
  ['TravelUser', '5c0e7a16-0b1d-4c6f-9d0a-1a4e61b7c022', 'Travel User'],
  ['ReportUser', '1b7d9e40-6c25-4f3a-8d18-e05a2c94b763', 'Report User'],
] as const;

/** The role that gives a product, by the product's name among the entitlements. */
const PRODUCT_ROLES = {
  Expense: 'EXP_USER',
  Invoice: 'INV_PMT_USER',
  Locate: 'LocateUser',
  Request: 'REQ_USER',
  Travel: 'TravelUser',
  Analytics: 'AnalyticsUser',
  'Unified Analytics': 'UnifiedAnalyticsUser',
} as const;

/** Products that somebody with these roles has. */
export function entitlementsOf(roles: readonly string[]): readonly string[] {
  return Object.entries(PRODUCT_ROLES).flatMap(([product, role]) => (roles.includes(role) ? [product] : []));
}

/** The roles of somebody who is to have exactly these products, and whatever other roles they had. */
export function rolesWith(roles: readonly string[], entitlements: readonly string[]): readonly string[] {
  const others = roles.filter((role) => !Object.values<string>(PRODUCT_ROLES).includes(role));
  const given = Object.entries(PRODUCT_ROLES).flatMap(([product, role]) =>
    entitlements.includes(product) ? [role] : [],
  );
  return [...given, ...others];
}

/** The roles with one given or taken. */
export function setRole(roles: readonly string[], role: string, isGiven: boolean): readonly string[] {
  const others = roles.filter((known) => known !== role);
  return isGiven ? [...others, role] : others;
}

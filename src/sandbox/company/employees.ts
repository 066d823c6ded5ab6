import type { Person } from './people.js';
import { type Place, placeOf } from './places.js';
import { SeededRandom } from './seededRandom.js';

/** Departments by code: their names and cost centres. */
export const departments = {
  SLS: { name: 'Sales', costCenter: '4100' },
  SRV: { name: 'Service', costCenter: '4200' },
  FIN: { name: 'Finance', costCenter: '4300' },
  ENG: { name: 'Engineering', costCenter: '4400' },
  OPS: { name: 'Operations', costCenter: '4500' },
  PPL: { name: 'People', costCenter: '4600' },
  PUR: { name: 'Purchasing', costCenter: '4050' },
} as const;

/** Everybody reports to Nadia Haddad in the end; Ana Silva, first, is the user that the welcome page hands out. */
const rows = [
  ['Ana', 'Silva', 'SEA', 'li.wei', 'Account Manager', 'SLS', 'CNQRPAY', '1042'],
  ['Li', 'Wei', 'SEA', 'nadia.haddad', 'Vice President Americas', 'SLS', 'CNQRPAY', '1007'],
  ['Nadia', 'Haddad', 'CDG', '', 'Chief Executive', 'OPS', 'APCHECK', '1001'],
  ['Tomas', 'Novak', 'BER', 'nadia.haddad', 'Head of Engineering', 'ENG', 'PMTSERV', '1003'],
  ['Ingrid', 'Solberg', 'OSL', 'tomas.novak', 'Field Engineer', 'ENG', 'PMTSERV', '1015'],
  ['Kwame', 'Mensah', 'LHR', 'nadia.haddad', 'Head of Finance', 'FIN', 'CNQRPAY', '1004'],
  ['Priya', 'Raman', 'BLR', 'kwame.mensah', 'Financial Analyst', 'FIN', 'PMTSERV', '1018'],
  ['Yuki', 'Tanaka', 'HND', 'li.wei', 'Sales Manager Japan', 'SLS', 'APCHECK', '1021'],
  ['Lukas', 'Brandt', 'ZRH', 'tomas.novak', 'Calibration Engineer', 'ENG', 'PMTSERV', '1024'],
  ['Chloe', 'Martin', 'YYZ', 'li.wei', 'Account Manager', 'SLS', 'ADPPAYR', '1027'],
  ['Mateo', 'Rojas', 'GRU', 'li.wei', 'Account Manager', 'SLS', 'APCHECK', '1030'],
  ['Grace', 'Okafor', 'LHR', 'kwame.mensah', 'Controller', 'FIN', 'CNQRPAY', '1033'],
  ['Hannah', 'Keller', 'BER', 'nadia.haddad', 'Head of People', 'PPL', 'PMTSERV', '1005'],
  ['Omar', 'Farouk', 'LHR', 'nadia.haddad', 'Head of Service', 'SRV', 'CNQRPAY', '1006'],
  ['Sofia', 'Lindqvist', 'OSL', 'nadia.haddad', 'Head of Purchasing', 'PUR', 'PMTSERV', '1008'],
  ['Daniel', 'Osei', 'JFK', 'li.wei', 'Regional Sales Manager', 'SLS', 'CNQRPAY', '1045'],
  ['Emily', 'Carter', 'ORD', 'daniel.osei', 'Account Executive', 'SLS', 'ADPPAYR', '1048'],
  ['Marcus', 'Bell', 'JFK', 'daniel.osei', 'Account Executive', 'SLS', 'ADPPAYR', '1049'],
  ['Renata', 'Alves', 'GRU', 'mateo.rojas', 'Sales Assistant', 'SLS', 'APCHECK', '1050'],
  ['Kenji', 'Mori', 'HND', 'yuki.tanaka', 'Account Executive', 'SLS', 'APCHECK', '1052'],
  ['Aiko', 'Sato', 'HND', 'yuki.tanaka', 'Sales Assistant', 'SLS', 'APCHECK', '1053'],
  ['Wei Ling', 'Tan', 'SIN', 'yuki.tanaka', 'Account Executive', 'SLS', 'PMTSERV', '1054'],
  ['Camille', 'Durand', 'LYS', 'li.wei', 'Account Executive', 'SLS', 'APCHECK', '1056'],
  ['Noah', 'Fischer', 'BER', 'tomas.novak', 'Firmware Engineer', 'ENG', 'PMTSERV', '1060'],
  ['Leila', 'Amiri', 'BER', 'tomas.novak', 'Software Engineer', 'ENG', 'PMTSERV', '1061'],
  ['Arjun', 'Nair', 'BLR', 'tomas.novak', 'Software Lead', 'ENG', 'PMTSERV', '1062'],
  ['Meera', 'Iyer', 'BLR', 'arjun.nair', 'Software Engineer', 'ENG', 'PMTSERV', '1063'],
  ['Vikram', 'Shah', 'BLR', 'arjun.nair', 'Test Engineer', 'ENG', 'PMTSERV', '1064'],
  ['Jonas', 'Weber', 'ZRH', 'lukas.brandt', 'Laboratory Technician', 'ENG', 'PMTSERV', '1066'],
  ['Elin', 'Dahl', 'OSL', 'ingrid.solberg', 'Field Technician', 'ENG', 'PMTSERV', '1067'],
  ['Pierre', 'Moreau', 'CDG', 'kwame.mensah', 'Treasurer', 'FIN', 'APCHECK', '1070'],
  ['Fatima', 'Zahra', 'CDG', 'grace.okafor', 'Accounts Payable Clerk', 'FIN', 'APCHECK', '1071'],
  ['Oliver', 'Hughes', 'LHR', 'grace.okafor', 'Travel and Expense Auditor', 'FIN', 'CNQRPAY', '1072'],
  ['Thandi', 'Nkosi', 'LHR', 'grace.okafor', 'Payroll Specialist', 'FIN', 'CNQRPAY', '1073'],
  ['Samuel', 'Adeyemi', 'LHR', 'omar.farouk', 'Service Manager', 'SRV', 'CNQRPAY', '1075'],
  ['Isabel', 'Ferreira', 'GRU', 'omar.farouk', 'Service Engineer', 'SRV', 'APCHECK', '1076'],
  ['Tyler', 'Brooks', 'SEA', 'omar.farouk', 'Service Engineer', 'SRV', 'ADPPAYR', '1077'],
  ['Megan', 'Walsh', 'ORD', 'omar.farouk', 'Service Engineer', 'SRV', 'ADPPAYR', '1078'],
  ['Hiroshi', 'Abe', 'HND', 'samuel.adeyemi', 'Service Engineer', 'SRV', 'APCHECK', '1079'],
  ['Lea', 'Roux', 'LYS', 'samuel.adeyemi', 'Service Planner', 'SRV', 'APCHECK', '1080'],
  ['Anika', 'Vogel', 'BER', 'hannah.keller', 'Recruiter', 'PPL', 'PMTSERV', '1083'],
  ['Rachel', 'Green', 'YYZ', 'hannah.keller', 'People Partner Americas', 'PPL', 'ADPPAYR', '1084'],
  ['Bruno', 'Costa', 'GRU', 'sofia.lindqvist', 'Buyer', 'PUR', 'APCHECK', '1086'],
  ['Nora', 'Hansen', 'OSL', 'sofia.lindqvist', 'Buyer', 'PUR', 'PMTSERV', '1087'],
  ['Rahul', 'Menon', 'BLR', 'sofia.lindqvist', 'Supplier Quality Engineer', 'PUR', 'PMTSERV', '1088'],
  ['Victoria', 'Stone', 'SEA', 'nadia.haddad', 'Office Manager', 'OPS', 'ADPPAYR', '1090'],
  ['Julien', 'Petit', 'CDG', 'nadia.haddad', 'Executive Assistant', 'OPS', 'APCHECK', '1091'],
  ['Mei', 'Chen', 'SIN', 'victoria.stone', 'Logistics Coordinator', 'OPS', 'PMTSERV', '1092'],
  ['Peter', 'Lang', 'ZRH', 'lukas.brandt', 'Laboratory Technician', 'ENG', 'PMTSERV', '1036'],
  ['Joanna', 'Reed', 'JFK', 'daniel.osei', 'Account Executive', 'SLS', 'ADPPAYR', '1039'],
] as const;

/** UUIDs of the first twelve, which samples and tests know; all others draw theirs. */
const KNOWN_IDS = [
  'edd78735-e88d-4b7f-b08a-fe37793e974e',
  'b9bb87e0-4a1e-47f8-b928-cff6cd27c9d1',
  '49c1ef06-302e-4039-87c7-9c789186f82d',
  '5d45484c-52cd-40db-b9d1-06dc429f8809',
  '9be74bf4-d367-4c99-b785-fc4fde70d444',
  'afcfa05f-2e7c-491e-ae17-d35ea56fdbd6',
  'dd6eae6e-ba60-46d7-ba5b-1a1fbbac7e7d',
  '2e04e64b-ac8c-45ff-ae5b-a9f69ad874bc',
  '539ebda1-8d18-4426-947d-6f0fb927b8ab',
  '89f6456d-0e5c-4564-b97b-b1b01d2bd7a4',
  'f1c1b8a9-c3fa-48f6-84f6-cad04d8a12de',
  '36707ca7-01e6-4269-811b-260174575e1d',
];

/** Who acts for whom. */
const DELEGATES: Readonly<Record<string, readonly string[]>> = {
  'ana.silva': ['chloe.martin'],
  'li.wei': ['ana.silva', 'daniel.osei'],
  'nadia.haddad': ['julien.petit', 'kwame.mensah'],
  'tomas.novak': ['arjun.nair'],
  'kwame.mensah': ['grace.okafor'],
  'omar.farouk': ['samuel.adeyemi'],
  'yuki.tanaka': ['aiko.sato'],
  'mateo.rojas': ['renata.alves'],
};

/** Those who left, with their last days. */
const LEFT: Readonly<Record<string, string>> = { 'peter.lang': '2025-06-30', 'joanna.reed': '2025-11-14' };

/** Fifty invented people, the same in every sandbox. */
export function hirePeople(): readonly Person[] {
  const random = new SeededRandom(20_180_405);
  const managers = new Set<string>(rows.map((row) => row[3]));
  return rows.map(([firstName, lastName, airport, manager, jobTitle, code, reimbursementMethod, number], index) => {
    const key = keyOf(firstName, lastName);
    const home = placeOf(airport);
    const startDate = `${2009 + (index % 14)}-${String(1 + (index % 12)).padStart(2, '0')}-01`;
    const hiredAt = new Date(`${startDate}T08:00:00Z`);
    const leftOn = LEFT[key];
    const uuid = random.uuid();
    return {
      id: KNOWN_IDS[index] ?? uuid,
      login: `${key}@example.com`,
      firstName,
      middleName: '',
      lastName,
      home,
      managerLogin: manager === '' ? undefined : `${manager}@example.com`,
      delegateLogins: (DELEGATES[key] ?? []).map((delegate) => `${delegate}@example.com`),
      isAdministrator: key === 'ana.silva',
      reimbursementMethod,
      employeeNumber: number,
      isActive: leftOn === undefined,
      isTest: false,
      isDeleted: false,
      jobTitle,
      department: departments[code].name,
      costCenter: departments[code].costCenter,
      language: home.language,
      timeZone: home.timeZone,
      startDate,
      terminationDate: leftOn,
      emails: [{ value: `${key}@example.com`, type: 'work', verified: true, notifications: true }],
      phones: [mobileNumber(index, home)],
      addresses: [officeAddress(home)],
      formFields: { orgUnit1: code, orgUnit2: airport, custom1: departments[code].costCenter },
      ledger: 'DEFAULT',
      cashAdvanceAccount: '1500',
      roles: rolesOf(key, managers.has(key)),
      more: {},
      productData: {},
      createdAt: hiredAt,
      modifiedAt: hiredAt,
      version: 0,
    };
  });
}

function keyOf(firstName: string, lastName: string): string {
  return `${firstName}.${lastName}`.toLowerCase().replace(/ /g, '');
}

/** All in the range that North America keeps free for fiction. */
function mobileNumber(index: number, { country }: Place): Person['phones'][number] {
  const value = `+120655501${String(index).padStart(2, '0')}`;
  return { value, type: 'mobile', primary: true, notifications: false, issuingCountry: country };
}

function officeAddress({ office, city, subdivision, country }: Place): Person['addresses'][number] {
  const region = subdivision?.split('-')[1];
  return {
    type: 'work',
    streetAddress: office.street,
    locality: city,
    ...(region === undefined ? {} : { region }),
    postalCode: office.postalCode,
    country,
  };
}

function rolesOf(key: string, isManager: boolean): readonly string[] {
  const roles = ['EXP_USER', 'REQ_USER', 'TravelUser'];
  if (isManager) roles.push('EXP_APPROVER', 'REQ_APPROVER', 'ReportUser');
  if (key === 'ana.silva') roles.push('CompanyAdmin', 'EXP_CONFIG_ADMIN_RO');
  if (key === 'grace.okafor' || key === 'oliver.hughes') roles.push('EXP_PROCESSOR', 'INV_PMT_USER');
  if (key === 'kwame.mensah') roles.push('INV_PMT_USER', 'INV_APPROVER', 'SHD_BUDGET_ADMIN');
  return roles;
}

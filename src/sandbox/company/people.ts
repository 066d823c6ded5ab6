import { type Place, placeOf } from './places.js';

/** An employee of the sandbox company. */
export interface Person {
  /** UUID of the user. */
  readonly id: string;
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly home: Place;
  /** Login of the manager, who approves reports; undefined for the head of the company. */
  readonly managerLogin: string | undefined;
  /** Web Services Administrator: may act for others. */
  readonly isAdministrator: boolean;
  /** How expenses are paid back, one of the values of the v3 filter `reimbursementMethod`. */
  readonly reimbursementMethod: string;
}

/** Last name first, as reports show it. */
export function displayName({ firstName, lastName }: Person): string {
  return `${lastName}, ${firstName}`;
}

/** Twelve invented people; Ana Silva is the user that the welcome page hands out. */
export function hirePeople(): readonly Person[] {
  const rows = [
    ['edd78735-e88d-4b7f-b08a-fe37793e974e', 'Ana', 'Silva', 'SEA', 'li.wei', 'CNQRPAY'],
    ['b9bb87e0-4a1e-47f8-b928-cff6cd27c9d1', 'Li', 'Wei', 'SEA', 'nadia.haddad', 'CNQRPAY'],
    ['49c1ef06-302e-4039-87c7-9c789186f82d', 'Nadia', 'Haddad', 'CDG', undefined, 'APCHECK'],
    ['5d45484c-52cd-40db-b9d1-06dc429f8809', 'Tomas', 'Novak', 'BER', 'nadia.haddad', 'PMTSERV'],
    ['9be74bf4-d367-4c99-b785-fc4fde70d444', 'Ingrid', 'Solberg', 'OSL', 'tomas.novak', 'PMTSERV'],
    ['afcfa05f-2e7c-491e-ae17-d35ea56fdbd6', 'Kwame', 'Mensah', 'LHR', 'nadia.haddad', 'CNQRPAY'],
    ['dd6eae6e-ba60-46d7-ba5b-1a1fbbac7e7d', 'Priya', 'Raman', 'BLR', 'kwame.mensah', 'PMTSERV'],
    ['2e04e64b-ac8c-45ff-ae5b-a9f69ad874bc', 'Yuki', 'Tanaka', 'HND', 'li.wei', 'APCHECK'],
    ['539ebda1-8d18-4426-947d-6f0fb927b8ab', 'Lukas', 'Brandt', 'ZRH', 'tomas.novak', 'PMTSERV'],
    ['89f6456d-0e5c-4564-b97b-b1b01d2bd7a4', 'Chloe', 'Martin', 'YYZ', 'li.wei', 'ADPPAYR'],
    ['f1c1b8a9-c3fa-48f6-84f6-cad04d8a12de', 'Mateo', 'Rojas', 'GRU', 'li.wei', 'APCHECK'],
    ['36707ca7-01e6-4269-811b-260174575e1d', 'Grace', 'Okafor', 'LHR', 'kwame.mensah', 'CNQRPAY'],
  ] as const;
  return rows.map(([id, firstName, lastName, airport, manager, reimbursementMethod]) => ({
    id,
    login: `${firstName}.${lastName}@example.com`.toLowerCase(),
    firstName,
    lastName,
    home: placeOf(airport),
    managerLogin: manager && `${manager}@example.com`,
    isAdministrator: lastName === 'Silva',
    reimbursementMethod,
  }));
}

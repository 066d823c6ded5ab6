import type { Company } from '../company/company.js';
import type { SeededRandom } from '../company/seededRandom.js';
import type { ReportBook } from '../expense/reportBook.js';
import { type Attendee, type AttendeeBook, SYSTEM_OWNER } from './attendeeBook.js';

const FIRST = [
  'Aiko',
  'Bruno',
  'Carla',
  'Dmitri',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jomo',
  'Kaja',
  'Luis',
] as const;
const LAST = ['Abel', 'Bakker', 'Conti', 'Duarte', 'Eriksen', 'Fuchs', 'Garnier', 'Hale', 'Ibarra', 'Jansen'] as const;
const COMPANIES = ['Lakeside Trading', 'Amber Brewery', 'Cedar Clinic', 'Fjord Shipyard', 'Heron Optics'] as const;
const TITLES = ['Buyer', 'Engineer', 'Head of Purchasing', 'Managing Director', 'Project Manager'] as const;

/** Guests beside those whom seeded expenses name. */
const GUESTS = 40;
const EMPLOYEES = 8;

type Seed = Pick<Attendee, 'typeCode' | 'firstName' | 'lastName'> & Partial<Attendee>;

/** Fills a book with guests, relatives and employees; everybody whom a report names is among them. */
export function seedAttendees(book: AttendeeBook, company: Company, reports: ReportBook, random: SeededRandom): void {
  const add = (seed: Seed): void => {
    book.save({
      ...book.newIds(random),
      company: undefined,
      title: undefined,
      externalId: undefined,
      ownerLogin: SYSTEM_OWNER.login,
      currency: 'USD',
      isDeleted: false,
      versionNumber: 1,
      openingAmount: 0,
      fields: {},
      ...seed,
    });
  };
  const [user] = company.people;
  for (const seed of samples(user?.login ?? SYSTEM_OWNER.login)) add(seed);
  for (const person of company.people.slice(0, EMPLOYEES)) {
    const { firstName, lastName, login } = person;
    add({ typeCode: 'SYSEMP', firstName, lastName, company: company.name, externalId: login });
  }
  let number = 20_600;
  const addGuest = (seed: Partial<Attendee>): void => {
    number += 1;
    const [firstName, lastName] = [FIRST[number % FIRST.length] ?? '', LAST[number % LAST.length] ?? ''];
    const guest = { firstName, lastName, company: random.pick(COMPANIES), title: random.pick(TITLES) };
    add({ typeCode: 'BUSGUEST', ...guest, externalId: `CRM-${number}`, ...seed });
  };
  for (let count = 0; count < GUESTS; count++) {
    addGuest({ typeCode: random.pick(['BUSGUEST', 'CUSTOMER', 'BUSGUEST', 'GOVT']) });
  }
  for (const { id, typeCode } of attendeesOf(reports)) if (!book.find(id)) addGuest({ id, typeCode });
}

function* attendeesOf(reports: ReportBook): Iterable<{ readonly id: string; readonly typeCode: string }> {
  for (const report of reports.reports) {
    for (const entry of reports.entriesOf(report.id)) yield* entry.attendees;
  }
}

/** Those whom the samples of the catalogue name. */
function samples(ownerLogin: string): readonly Seed[] {
  return [
    {
      id: 'gWj4$kT9mRx2LpQ7vBn3sZ8hC6wF1yA5dUe',
      uuid: '3c1f7a92-5d0e-4b86-9a47-e2d8b6f01c35',
      typeCode: 'BUSGUEST',
      firstName: 'Noor',
      lastName: 'Haddad',
      company: 'Lakeside Trading',
      title: 'Head of Purchasing',
      externalId: 'CRM-20417',
      fields: { Custom8: 'Key account' },
    },
    {
      uuid: '8e4b2d17-c6a9-4f53-b1e0-7d95a3c8f264',
      typeCode: 'SPOUSE',
      firstName: 'Jonas',
      lastName: 'Berg',
      externalId: 'CRM-20533',
      ownerLogin,
      fields: { MiddleInitial: 'K' },
    },
    {
      id: 'nF9c$Tq4wMx7kRv2pLz5sHb8dY3gA6jN1e',
      typeCode: 'CUSTOMER',
      firstName: 'Li',
      lastName: 'Wei',
      company: 'Lakeside Trading',
      title: 'Buyer',
      externalId: 'LT-20418',
      currency: 'EUR',
      openingAmount: 42.5,
      fields: { Custom2: 'Wholesale' },
    },
    {
      typeCode: 'HCP',
      firstName: 'Maren',
      lastName: 'Okonkwo',
      company: 'Cedar Clinic',
      title: 'Surgeon',
      externalId: 'HCP-0071-A',
      fields: { Custom7: 'HCP-0071' },
    },
    {
      typeCode: 'CUSTOMER',
      firstName: 'Oskar',
      lastName: 'Lind',
      company: 'Fjord Shipyard',
      externalId: 'LT-19002',
      isDeleted: true,
      versionNumber: 2,
    },
    { typeCode: 'NOSHOWS', firstName: '', lastName: 'No Shows' },
  ];
}

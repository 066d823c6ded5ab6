import type { Person } from '../company/people.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter, formatSeconds } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import { SUPPLIERS, travelCompany, travelConfigOf } from './travelCompany.js';

const RELATIVES = ['Spouse', 'Brother', 'Parent', 'Sister', 'LifePartner', 'Other'] as const;
const NAMES = ['Alex', 'Robin', 'Sam', 'Kim', 'Noor', 'Jules'] as const;

/**
 * The sections of the profile that an employee has from the start, in the form of v2; what the company itself knows of
 * a person is not among them, see linkedSections.ts.
 * @param random numbers of the person's own
 */
export function seedProfile(person: Person, random: SeededRandom, today: Date): WireRecord {
  const { country, airport } = person.home;
  const day = (least: number, most: number): string =>
    formatSeconds(dayAfter(today, random.integer(least, most))).slice(0, 10);
  const flag = (probability: number): boolean => random.chance(probability);
  const isAbroad = random.chance(0.3);
  return {
    General: {
      ...blankGeneral(country),
      EReceiptOptIn: flag(0.8),
      RuleClass: travelCompany.ruleClasses[flag(0.1) ? 1 : 0],
      SearchId: `${person.lastName}-${person.firstName.charAt(0)}`.toUpperCase(),
      GDSProfileName: `${person.lastName}${person.firstName}/1`.toUpperCase().replaceAll(' ', ''),
    },
    EmergencyContact: {
      Name: `${random.pick(NAMES)} ${person.lastName}`,
      Relationship: random.pick(RELATIVES),
      Phones: { Phone: [{ '@Type': 'DayTime', '#text': `206-555-01${random.integer(10, 99)}` }] },
      Address: {
        Street: `${random.integer(2, 90)} Orchard Lane`,
        City: person.home.city,
        PostalCode: person.home.office.postalCode,
        CountryCode: country,
      },
    },
    NationalIDs: isAbroad
      ? ''
      : {
          NationalID: [
            {
              NationalIDNumber: `ID-${random.integer(1_000_000, 9_999_999)}`,
              IssuingCountry: country,
              Expiration: day(200, 3000),
            },
          ],
        },
    DriversLicenses: {
      DriversLicense: [
        {
          DriversLicenseNumber: `DL${random.integer(1_000_000, 9_999_999)}`,
          IssuingCountry: country,
          IssuingState: person.home.subdivision?.split('-')[1] ?? '',
          Expiration: day(100, 2500),
        },
      ],
    },
    HasNoPassport: 'false',
    Passports: {
      Passport: [
        {
          PassportNumber: `CX${random.integer(100_000, 999_999)}`,
          PassportNationality: country,
          PassportExpiration: day(90, 3300),
          PassportDateIssued: day(-2500, -200),
          PassportCityIssued: person.home.city,
          PassportCountryIssued: country,
        },
      ],
    },
    Visas: isAbroad
      ? {
          Visa: [
            {
              VisaNationality: 'IN',
              VisaNumber: `VN${random.integer(100_000, 999_999)}`,
              VisaType: 'MultiEntry',
              VisaDateIssued: day(-300, -30),
              VisaExpiration: day(30, 600),
              VisaCityIssued: person.home.city,
              VisaCountryIssued: country,
            },
          ],
        }
      : '',
    RatePreferences: { AAARate: flag(0.1), AARPRate: false, GovtRate: false, MilitaryRate: false },
    DiscountCodes: { DiscountCode: [{ '@Vendor': SUPPLIERS.H.name, '#text': 'LT-2026' }] },
    Air: {
      AirMemberships: {
        AirMembership: [membership(SUPPLIERS.A.vendorCode, `LA${random.integer(1_000_000, 9_999_999)}`, random)],
      },
      Seat: {
        InterRowPositionCode: random.pick(['Window', 'Aisle', 'DontCare']),
        SectionPositionCode: random.pick(['Forward', 'Rear', 'DontCare']),
      },
      ...(flag(0.3) ? { MealCode: random.pick(['VGML', 'GFML', 'KSML', 'MOML']) } : {}),
      HomeAirport: airport,
      AirOther: '',
    },
    Rail: {
      Seat: random.pick(['Aisle', 'Window', 'DontCare']),
      Coach: 'Coach',
      NoiseComfort: random.pick(['QuietSpace', 'DontCare']),
      Bed: 'DontCare',
      BedCategory: 'DontCare',
      Berth: 'DontCare',
      Deck: 'DontCare',
      SpaceType: 'DontCare',
      FareSpaceComfort: 'DontCare',
      SpecialMeals: 'DontCare',
      Contingencies: 'DontCare',
      RailMemberships: '',
    },
    Car: {
      CarSmokingCode: 'NonSmoking',
      CarGPS: flag(0.5),
      CarType: random.pick(['Economy', 'Compact', 'Intermediate']),
      CarMemberships: flag(0.4)
        ? { CarMembership: [membership(SUPPLIERS.C.vendorCode, `CR${random.integer(100_000, 999_999)}`, random)] }
        : '',
      CarOther: '',
      CarSkiRack: false,
      CarTransmission: random.pick(['DontCare', 'Automatic', 'Manual']),
    },
    Hotel: {
      HotelSmokingCode: 'NonSmoking',
      HotelMemberships: flag(0.4)
        ? {
            HotelMembership: [
              membership(SUPPLIERS.H.vendorCode, String(random.integer(10_000_000, 99_999_999)), random),
            ],
          }
        : '',
      RoomType: random.pick(['Queen', 'King', 'DontCare']),
      HotelOther: '',
      PreferFoamPillows: false,
      PreferCrib: false,
      PreferRollawayBed: false,
      PreferGym: flag(0.4),
      PreferPool: flag(0.2),
      PreferRestaurant: flag(0.5),
      PreferWheelchairAccess: false,
      PreferAccessForBlind: false,
      PreferRoomService: false,
      PreferEarlyCheckIn: flag(0.3),
    },
    CustomFields: {
      CustomField: [{ '@Name': 'Project', '#text': random.pick(['Harbour extension', 'Gauge 4', 'Sextant']) }],
    },
    Sponsors: '',
    TSAInfo: {
      Gender: random.pick(['Female', 'Male', 'Unspecified']),
      DateOfBirth: day(-22_000, -9000),
      NoMiddleName: person.middleName === '',
      PreCheckNumber: flag(0.2) ? `TT${random.integer(1_000_000, 9_999_999)}` : '',
      RedressNumber: '',
    },
    UnusedTickets: flag(0.3)
      ? {
          UnusedTicket: [
            {
              Carrier: SUPPLIERS.A.vendorCode,
              TicketNumber: `999555${random.integer(1_000_000, 9_999_999)}`,
              RecordLocator: random.recordLocator(),
              BaseFare: '284.00',
              Taxes: '31.20',
              Fees: '0.00',
              Currency: person.home.currency,
              IssueDate: day(-200, -20),
              ExpirationDate: day(60, 300),
              Notes: 'Meeting moved',
            },
          ],
        }
      : '',
    SouthwestUnusedTickets: '',
    AdvantageMemberships: '',
  };
}

/** The part of General that the company does not keep itself, for somebody of whom nothing is known. */
export function blankGeneral(country: string): WireRecord {
  return {
    NamePrefix: '',
    NameSuffix: '',
    PreferredName: '',
    EReceiptOptIn: false,
    RuleClass: travelCompany.ruleClasses[0],
    TravelConfigID: travelConfigOf(country),
    MedicalAlerts: '',
  };
}

function membership(vendorCode: string, accountNo: string, random: SeededRandom): WireRecord {
  return {
    VendorCode: vendorCode,
    AccountNo: accountNo,
    Status: random.pick(['Member', 'Silver', 'Gold']),
    PointTotal: String(random.integer(0, 60) * 100),
  };
}

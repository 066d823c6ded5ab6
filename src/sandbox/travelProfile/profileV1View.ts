import type { Company } from '../company/company.js';
import type { Caller } from '../identity/caller.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import { listOf } from '../travel/trip.js';
import { type Profile, recordOf } from './profileBook.js';
import { isTravelPartner, viewGeneral } from './profileView.js';

const SMOKING: Readonly<Record<string, string>> = { Smoking: 'S', NonSmoking: 'N' };
const SECTIONS: Readonly<Record<string, string>> = { Forward: 'F', Bulkhead: 'B', Rear: 'R' };
const ROOMS: Readonly<Record<string, string>> = {
  Disability: 'H',
  Double: '2',
  King: 'K',
  Queen: 'Q',
  Single: '1',
  Twin: 'T',
};
const GENERAL = [
  ...['NamePrefix', 'FirstName', 'MiddleName', 'LastName', 'NameSuffix', 'PreferredName', 'JobTitle'],
  ...['PreferredLanguage', 'EReceiptOptIn', 'HasOpenBooking', 'CountryCode', 'CompanyName'],
] as const;
/** Wishes for hotels by the spelling of v2; v1 writes some of them with a small letter, and one with a slip. */
const WISHES: Readonly<Record<string, string>> = {
  PreferFoamPillows: 'PreferFoamPillows',
  PreferCrib: 'PreferCrib',
  PreferRollawayBed: 'PreferRollawayBed',
  PreferGym: 'PreferGym',
  PreferPool: 'preferPool',
  PreferRestaurant: 'preferRestaraunt',
  PreferWheelchairAccess: 'preferWheelchairAccess',
  PreferAccessForBlind: 'preferAccessForBlind',
  PreferRoomService: 'preferRoomService',
  PreferEarlyCheckIn: 'preferEarlyCheckIn',
};

/** A profile as v1 shows it (/api-reference/travel-profile/v1.profile-resource.html). */
export function viewProfileV1(profile: Profile, company: Company, caller: Caller): WireRecord {
  const { person, unique, sections } = profile;
  const general = viewGeneral(profile, company);
  const isPartner = isTravelPartner(caller);
  const memberships = (section: string): WireRecord =>
    isPartner ? { [`${section}Memberships`]: recordOf(sections[section])[`${section}Memberships`] ?? '' } : {};
  return {
    '@Status': person.isActive ? 'Active' : 'Inactive',
    '@Unique': unique,
    General: Object.fromEntries(GENERAL.map((element) => [element, general[element] ?? ''])),
    Telephones: viewList(sections.Telephones, 'Telephone', viewTelephone),
    Addresses: viewList(sections.Addresses, 'Address', viewAddress),
    DriversLicenses: sections.DriversLicenses ?? '',
    EmailAddresses: viewList(sections.EmailAddresses, 'EmailAddress', viewEmail),
    RatePreferences: sections.RatePreferences ?? '',
    ...(isPartner ? { DiscountCodes: sections.DiscountCodes ?? '' } : {}),
    Air: { ...viewAir(recordOf(sections.Air)), ...memberships('Air') },
    Car: { ...viewCar(recordOf(sections.Car)), ...memberships('Car') },
    Hotel: { ...viewHotel(recordOf(sections.Hotel)), ...memberships('Hotel') },
    ...(caller.scopes.includes('COMPD')
      ? { CustomFields: viewList(sections.CustomFields, 'CustomField', viewCustomField) }
      : {}),
  };
}

function viewList(
  section: WireValue | undefined,
  item: string,
  view: (item: WireRecord) => WireRecord | undefined,
): WireValue {
  const items = listOf(recordOf(section)[item]).flatMap((one) => view(recordOf(one)) ?? []);
  return items.length === 0 ? '' : { [item]: items };
}

function viewTelephone(phone: WireRecord): WireRecord {
  const optIn = phone['@ContactOptIn'];
  return {
    '@Type': phone['@PrimaryMobile'] === 'true' ? 'Primary Mobile Phone' : (phone['@Type'] ?? 'Other'),
    ...(optIn === undefined ? {} : { ContactOptIn: optIn }),
    CountryCode: phone.CountryCode ?? '',
    PhoneNumber: phone.PhoneNumber ?? '',
    Extension: phone.Extension ?? '',
  };
}

function viewAddress(address: WireRecord): WireRecord {
  return {
    '@Type': address['@Type'] ?? 'Other',
    AttentionLine: '',
    Line1: address.Street ?? '',
    Line2: '',
    Line3: '',
    MailStop: '',
    City: address.City ?? '',
    StateProvince: address.StateProvince ?? '',
    CountryCode: address.CountryCode ?? '',
    ZipCode: address.PostalCode ?? '',
  };
}

function viewEmail(email: WireRecord): WireRecord | undefined {
  return ['Business', 'Business2', 'Personal'].includes(String(email['@Type'])) ? email : undefined;
}

function viewCustomField(field: WireRecord): WireRecord {
  return { Name: field['@Name'] ?? '', Value: field['#text'] ?? '' };
}

function viewAir(air: WireRecord): WireRecord {
  const seat = recordOf(air.Seat);
  return {
    AirSmokingCode: 'N',
    Seat: {
      InterRowPositionCode: seat.InterRowPositionCode ?? 'DontCare',
      SectionPositionCode: SECTIONS[String(seat.SectionPositionCode)] ?? 'D',
    },
    ...(air.MealCode === undefined ? {} : { Meals: { MealCode: air.MealCode } }),
    HomeAirport: air.HomeAirport ?? '',
    AirOther: air.AirOther ?? '',
  };
}

function viewCar(car: WireRecord): WireRecord {
  return {
    CarSmokingCode: SMOKING[String(car.CarSmokingCode)] ?? 'O',
    CarGPS: car.CarGPS ?? false,
    CarOption: '',
    CarOther: car.CarOther ?? '',
    CarSkiRack: car.CarSkiRack ?? false,
  };
}

function viewHotel(hotel: WireRecord): WireRecord {
  const room = ROOMS[String(hotel.RoomType)];
  return {
    SmokingCode: SMOKING[String(hotel.HotelSmokingCode)] ?? 'D',
    ...(room === undefined ? {} : { RoomType: room }),
    HotelOther: hotel.HotelOther ?? '',
    ...Object.fromEntries(Object.entries(WISHES).map(([name, spelling]) => [spelling, hotel[name] ?? false])),
  };
}

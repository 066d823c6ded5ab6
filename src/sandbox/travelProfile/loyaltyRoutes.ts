import type { SandboxApp, SandboxContext } from '../context.js';
import { loginOf } from '../identity/caller.js';
import { answerXml } from '../protocol/answers.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import { readTravelXml } from '../travel/owners.js';
import { listOf, textOf } from '../travel/trip.js';
import { INNER_LISTS, mergeList } from './listRules.js';
import { type ProfileBook, recordOf } from './profileBook.js';
import { SUPPLIERS } from './travelCompany.js';

const KINDS = { A: 'Air', C: 'Car', H: 'Hotel' } as const;
type VendorType = keyof typeof KINDS;

const COUNTS = ['PointTotal', 'SegmentTotal', 'PointsUntilNextStatus', 'SegmentsUntilNextStatus'] as const;
const TEXTS = ['AccountNo', 'Status', 'StatusBenefits', 'NextStatus'] as const;

/** Loyalty memberships (/api-reference/travel-profile/v1.loyalty-program-resource.html). */
export function registerLoyalty(app: SandboxApp, context: SandboxContext, book: ProfileBook): void {
  app.post('/api/travelprofile/v1.0/loyalty', context.allow('TRVPTS'), async (call) => {
    const person = context.company.findPerson(loginOf(call.get('caller')) ?? '');
    if (!person) throw new Refusal(400, 'The token belongs to no person, so there is no profile to write to.');
    const body = await readTravelXml(call, 'LoyaltyMembershipUpdate', { attributes: true });
    const given = listOf(body.Membership).map((membership) => recordOf(membership));
    if (given.length === 0) throw new Refusal(400, 'The body holds no Membership.');
    const problem = given.map(explainMembership).find((text) => text !== undefined);
    if (problem !== undefined) return answer('ERROR', problem);
    const { sections } = book.of(person);
    const written = new Map<string, WireValue>();
    for (const membership of given) {
      const kind = KINDS[typeOfVendor(membership)];
      written.set(kind, addMembership(membership, recordOf(written.get(kind) ?? sections[kind])));
    }
    book.save(person, Object.fromEntries(written), context.now());
    return answer('OK', '');

    function answer(status: 'OK' | 'ERROR', description: string): Response {
      return answerXml(call, 'LoyaltyMembershipResponse', { Status: status, ErrorDescription: description });
    }
  });
}

/** Why a membership cannot be stored; undefined when it can. */
function explainMembership(membership: WireRecord): string | undefined {
  const name = textOf(membership, '@UniqueID');
  if (name === undefined) return 'UniqueID is required.';
  const [code, type] = [textOf(membership, 'VendorCode'), textOf(membership, 'VendorType')];
  if (type !== undefined && !Object.hasOwn(KINDS, type)) return `VendorType of ${name} has to be A, C or H.`;
  if (code !== undefined && type === undefined) return `VendorType of ${name} is required beside VendorCode.`;
  if (code !== undefined && !/^[A-Z0-9]{2}$/i.test(code))
    return `VendorCode of ${name} has to have two letters or digits.`;
  if (textOf(membership, 'AccountNo') === undefined) return `AccountNo of ${name} is required.`;
  const wrong = COUNTS.find((element) => !/^\d{0,12}$/.test(String(membership[element] ?? '').trim()));
  return wrong && `${wrong} of ${name} has to be a whole number.`;
}

/** A section with one more membership. A supplier that names no vendor is taken for that of the samples. */
function addMembership(membership: WireRecord, section: WireRecord): WireRecord {
  const type = typeOfVendor(membership);
  const element = `${KINDS[type]}Memberships`;
  const rule = INNER_LISTS[`${KINDS[type]}/${element}`];
  if (!rule) return section;
  const entries = [...TEXTS, ...COUNTS].flatMap((name): [string, string][] => {
    const text = textOf(membership, name);
    return text === undefined ? [] : [[name, text]];
  });
  const vendorCode = textOf(membership, 'VendorCode') ?? SUPPLIERS[type].vendorCode;
  const item = { VendorCode: vendorCode, ...Object.fromEntries(entries) };
  const list = mergeList(section[element], { [rule.item]: [item] }, element, rule, () => undefined);
  return { ...section, [element]: list };
}

function typeOfVendor(membership: WireRecord): VendorType {
  const text = textOf(membership, 'VendorType');
  return text === 'C' || text === 'H' ? text : 'A';
}

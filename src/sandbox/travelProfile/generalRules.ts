import type { PersonChanges } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import type { Note } from './outcome.js';
import { findRuleClass, TRAVEL_CONFIGS, travelCompany } from './travelCompany.js';

/** Elements of General that the company keeps of a person, and where. */
const OF_PERSON = {
  FirstName: 'firstName',
  MiddleName: 'middleName',
  LastName: 'lastName',
  JobTitle: 'jobTitle',
  CostCenter: 'costCenter',
  CompanyEmployeeID: 'employeeNumber',
  Division: 'department',
  PreferredLanguage: 'language',
} as const satisfies Readonly<Record<string, keyof PersonChanges>>;

/** What a body changes in General: of the person, and of the travel profile. */
export interface GeneralChanges {
  readonly person: PersonChanges;
  readonly profile: WireRecord;
}

/**
 * Reads General of a body.
 * @param id of the person that it is about; undefined for a new one
 * @throws {Refusal} 400 with the page's code EC4 for a travel configuration that the company has not
 */
export function readGeneral(
  general: WireRecord,
  id: string | undefined,
  { company }: SandboxContext,
  note: Note,
): GeneralChanges {
  const person: Record<string, string> = {};
  const profile: Record<string, WireValue> = {};
  for (const [element, given] of Object.entries(general)) {
    const text = String(given ?? '');
    const key = Object.hasOwn(OF_PERSON, element) ? OF_PERSON[element as keyof typeof OF_PERSON] : undefined;
    if (key === undefined) {
      const value = readOwn(element, text, note);
      if (value !== undefined) profile[element] = value;
    } else if (text === '' && (key === 'firstName' || key === 'lastName')) {
      note('W007', `General/${element}`, `${element} is required and cannot be cleared.`);
    } else if (key === 'employeeNumber' && text !== '' && ![undefined, id].includes(company.findEmployee(text)?.id)) {
      note('W004', `General/${element}`, 'Somebody else has this employee number.');
    } else if (key === 'department' && text !== '' && !company.people.some(({ department }) => department === text)) {
      note('W003', `General/${element}`, `The company has no division ${text}.`);
    } else {
      person[key] = text;
    }
  }
  return { person, profile };
}

function readOwn(element: string, text: string, note: Note): WireValue | undefined {
  if (element === 'TravelConfigID') {
    if (TRAVEL_CONFIGS.some((known) => known === text)) return text;
    throw new Refusal(400, `EC4: The app has no access to the travel configuration ${text}.`);
  }
  if (element !== 'RuleClass') return text;
  const ruleClass = findRuleClass(text);
  if (ruleClass === undefined) {
    note(
      'W033',
      'General/RuleClass',
      `The company has no rule class ${text}; it has ${travelCompany.ruleClasses.join(', ')}.`,
    );
  }
  return ruleClass;
}

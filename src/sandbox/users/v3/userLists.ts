import { emailOf, mobileOf, type Person } from '../../company/people.js';
import { placeOf } from '../../company/places.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { isAdministrator } from '../../identity/caller.js';
import { answerJson, answerPage } from '../../protocol/answers.js';
import { cutPage } from '../../protocol/paging.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { UserDirectory } from '../scim/userDirectory.js';
import { showFormField } from '../v1/employeeForm.js';

const V3 = '/api/v3.0/common/users';
/** The page gives the first path, its OpenAPI file the last; clients write them with and without the last slash. */
const V31_PATHS = ['/users/', '/users', '/api/v3.1/users'];
const MOST = 100;

/** Users v3 (/api-explorer/v3-0/Users.html) and the bulk list v3.1 (/api-reference/authentication/get-users31.html). */
export function registerUserLists(app: SandboxApp, context: SandboxContext, directory: UserDirectory): void {
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);

  app.get(V3, context.allow('USER'), (call) => {
    if (!isAdministrator(call.get('caller'))) {
      throw new Refusal(403, 'Only a Web Services Administrator may list users.');
    }
    const query = queryOf(call);
    const found = directory.people.filter(readFilter(query, { login: 'user', isActive: 'active' }));
    const { items, nextPage } = cutPage(call, query, context.url, found);
    return answerPage(
      call,
      { plural: 'Users', singular: 'User' },
      { items: items.map((person) => viewV3(person, context)), nextPage },
    );
  });

  for (const path of V31_PATHS) {
    app.get(path, context.allow(), (call) => {
      if (call.get('caller').principal.kind !== 'company') {
        throw new Refusal(403, 'This list takes access tokens of the company only.');
      }
      return answerJson(call, listV31(call, queryOf(call), context, directory));
    });
  }
}

/** The filters of both lists differ in a few names only; all that are given have to fit. */
function readFilter(
  query: Query,
  names: { readonly login: string; readonly isActive: string },
): (person: Person) => boolean {
  const isActive = query.flag(names.isActive);
  const wanted = {
    login: query.text(names.login)?.toLowerCase(),
    lastName: query.text('lastName')?.toLowerCase(),
    employee: query.text('employeeID'),
    email: query.text('primaryEmail')?.toLowerCase(),
    country: query.text('countryCode')?.toUpperCase(),
    id: query.text('id')?.toLowerCase(),
  };
  return (person) => {
    const held = {
      login: person.login,
      lastName: person.lastName.toLowerCase(),
      employee: person.employeeNumber,
      email: emailOf(person).toLowerCase(),
      country: person.home.country,
      id: person.id,
    };
    if (isActive !== undefined && isActive !== person.isActive) return false;
    return (Object.keys(held) as (keyof typeof held)[]).every(
      (name) => wanted[name] === undefined || wanted[name] === held[name],
    );
  };
}

function viewV3(person: Person, { random, url }: SandboxContext): WireRecord {
  const id = random.fork(`user ${person.id}`).opaqueId('gWx', 24);
  return {
    LoginID: person.login,
    Active: person.isActive,
    FirstName: person.firstName,
    MiddleName: person.middleName || null,
    LastName: person.lastName,
    PrimaryEmail: emailOf(person),
    CellPhoneNumber: mobileOf(person) ?? null,
    EmployeeID: person.employeeNumber || null,
    OrganizationUnit: showFormField(person, 'OrgUnit1') ?? null,
    ID: id,
    URI: `${url}${V3}/${id}`,
  };
}

function listV31(call: SandboxCall, query: Query, context: SandboxContext, directory: UserDirectory) {
  const offset = query.integer('offset', 0) ?? 0;
  const limit = query.integer('limit', 1, MOST) ?? MOST;
  const found = directory.people.filter(readFilter(query, { login: 'loginid', isActive: 'isactive' }));
  const items = found.slice(offset, offset + limit);
  const { office, city, country } = placeOf('SEA');
  return {
    total: found.length,
    offset,
    limit,
    company: {
      name: context.company.name,
      address: office.street,
      city,
      state: 'WA',
      zip: office.postalCode,
      country,
    },
    Items: items.map(viewV31),
    NextPage: offset + limit < found.length ? nextPage(call, context.url, offset + limit, limit) : null,
  };
}

function nextPage(call: SandboxCall, url: string, offset: number, limit: number): string {
  const next = new URL(`${url}${call.req.path}`);
  for (const [name, value] of new URL(call.req.url).searchParams) next.searchParams.append(name, value);
  for (const name of [...next.searchParams.keys()]) {
    if (['offset', 'limit'].includes(name.toLowerCase())) next.searchParams.delete(name);
  }
  next.searchParams.set('offset', String(offset));
  next.searchParams.set('limit', String(limit));
  return next.href;
}

function viewV31(person: Person): Readonly<Record<string, unknown>> {
  return {
    ID: person.id,
    Active: person.isActive,
    CountryCode: person.home.country,
    CellPhoneNumber: mobileOf(person)?.replace(/\D/g, '') ?? null,
    PrimaryEmail: emailOf(person),
    EmployeeID: person.employeeNumber || null,
    OrganizationUnit: showFormField(person, 'OrgUnit1') ?? null,
    FirstName: person.firstName,
    MiddleName: person.middleName,
    LastName: person.lastName,
    LoginID: person.login,
    Emails: [emailOf(person), ...person.emails.map(({ value }) => value).filter((value) => value !== emailOf(person))],
  };
}

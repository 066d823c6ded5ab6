import type { SandboxCall, SandboxContext } from '../context.js';
import { answerXml } from '../protocol/answers.js';
import { formatSeconds } from '../protocol/moments.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord } from '../protocol/xml.js';
import { type Profile, type ProfileBook, recordOf } from './profileBook.js';
import { requireTravelAdministrator } from './profileOwners.js';

const MOST_A_PAGE = 200;

/**
 * Answers a page of summaries of changed profiles (/api-reference/travel-profile/v2.profile-resource.html).
 * @param withStatus whether summaries say who is active, as v2 does
 */
export function answerSummaries(
  call: SandboxCall,
  context: SandboxContext,
  book: ProfileBook,
  withStatus: boolean,
): Response {
  const address = new URL(call.req.url);
  const query = new Query(address.searchParams);
  requireTravelAdministrator(call.get('caller'));
  const since = query.moment('LastModifiedDate');
  if (!since) throw new Refusal(400, 'LastModifiedDate is required.');
  const page = query.integer('Page', 1) ?? 1;
  const itemsPerPage = query.integer('ItemsPerPage', 1, MOST_A_PAGE) ?? MOST_A_PAGE;
  const fits = readFilter(query);
  const found = book.profiles.filter((profile) => profile.modifiedAt > since && fits(profile));
  const totalPages = Math.max(1, Math.ceil(found.length / itemsPerPage));
  const urlOf = (number: number): string => {
    if (number < 1 || number > totalPages) return '';
    const own = ['page', 'itemsperpage'];
    const kept = [...address.searchParams].filter(([name]) => !own.includes(name.toLowerCase()));
    const all = new URLSearchParams([...kept, ['Page', String(number)], ['ItemsPerPage', String(itemsPerPage)]]);
    return `${context.url}${call.req.path}?${all}`;
  };
  const items = found.slice((page - 1) * itemsPerPage, page * itemsPerPage);
  return answerXml(call, 'ConnectResponse', {
    Metadata: {
      Paging: {
        TotalPages: totalPages,
        TotalItems: found.length,
        Page: page,
        ItemsPerPage: itemsPerPage,
        PreviousPageURL: urlOf(page - 1),
        NextPageURL: urlOf(page + 1),
      },
    },
    Data: items.length === 0 ? '' : { ProfileSummary: items.map((profile) => viewSummary(profile, withStatus)) },
  });
}

function readFilter(query: Query): (profile: Profile) => boolean {
  const configs = query.list('travelConfigs');
  const isActive = query.flag('Active');
  return ({ person, sections }) =>
    (isActive === undefined || person.isActive === isActive) &&
    (configs === undefined || configs.includes(String(recordOf(sections.General).TravelConfigID)));
}

function viewSummary({ person, xmlSyncId, modifiedAt }: Profile, withStatus: boolean): WireRecord {
  return {
    ...(withStatus ? { Status: person.isActive ? 'Active' : 'Inactive' } : {}),
    LoginID: person.login,
    XmlProfileSyncID: xmlSyncId,
    ProfileLastModifiedUTC: formatSeconds(modifiedAt),
  };
}

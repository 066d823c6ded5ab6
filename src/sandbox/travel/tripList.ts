import type { SandboxCall, SandboxContext } from '../context.js';
import { isAdministrator } from '../identity/caller.js';
import { listedOwners } from '../identity/owners.js';
import { answerXmlOrJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import type { WireRecord } from '../protocol/xml.js';
import type { TripBook } from './tripBook.js';
import { readTripFilter, readTripUser } from './tripSearch.js';
import { NAMESPACE, viewSummary } from './tripView.js';

const ITEMS_WITH_PAGE = 200;
const ITEMS_WITHOUT_PAGE = 1000;

/**
 * Answers a search for trips: the bare list, or with `includeMetadata` a page of it in a ConnectResponse
 * (/api-reference/travel/itinerary/trip/trip-resource.html).
 * @param parameters those of the query, or of the body of GetTrips
 */
export function answerTrips(
  call: SandboxCall,
  context: SandboxContext,
  book: TripBook,
  parameters: readonly (readonly [string, string])[],
): Response {
  const query = new Query(parameters);
  const caller = call.get('caller');
  const isListed = listedOwners(caller, readTripUser(query), context.company);
  const fits = readTripFilter(query, context.now());
  const shown = { status: query.flag('includeCanceledTrips') ?? false, login: isAdministrator(caller) };
  const found = book.trips
    .filter((trip) => isListed(trip.owner) && fits(trip))
    .map((trip) => viewSummary(trip, context.url, shown));
  if (!query.flag('includeMetadata')) {
    return answerXmlOrJson(call, 'ItineraryInfoList', { ItineraryInfo: found }, 200, NAMESPACE);
  }
  const page = query.integer('Page', 1);
  const itemsPerPage = query.integer('ItemsPerPage', 1) ?? (page === undefined ? ITEMS_WITHOUT_PAGE : ITEMS_WITH_PAGE);
  const current = page ?? 1;
  const items = found.slice((current - 1) * itemsPerPage, current * itemsPerPage);
  const totalPages = Math.max(1, Math.ceil(found.length / itemsPerPage));
  const urlOf = (number: number): string =>
    number < 1 || number > totalPages ? '' : pageUrl(context.url, parameters, number, itemsPerPage);
  const paging: WireRecord = {
    TotalPages: totalPages,
    TotalItems: found.length,
    CurrentPage: current,
    ItemsPerPage: itemsPerPage,
    PreviousPageURL: urlOf(current - 1),
    NextPageURL: urlOf(current + 1),
  };
  return answerXmlOrJson(call, 'ConnectResponse', {
    Metadata: { Paging: paging },
    Data: { ItineraryInfoList: { '@xmlns': NAMESPACE, ItineraryInfo: items } },
  });
}

/** The address of a page; its own parameters come last and in the spelling that the page shows. */
function pageUrl(
  base: string,
  parameters: readonly (readonly [string, string])[],
  page: number,
  itemsPerPage: number,
): string {
  const own = ['page', 'itemsperpage', 'includemetadata'];
  const kept = parameters.filter(([name]) => !own.includes(name.toLowerCase()));
  const all = new URLSearchParams();
  for (const [name, value] of kept) all.append(name, value);
  all.append('itemsPerPage', String(itemsPerPage));
  all.append('page', String(page));
  all.append('includeMetaData', 'true');
  return `${base}/api/travel/trip/v1.1?${all}`;
}

/** A stream of events (/event-topics/index.html). */
interface Topic {
  readonly name: string;
  /** One of these has to be held beside `events.topic.read`. */
  readonly scopes: readonly string[];
}

const topics: readonly Topic[] = [
  { name: 'public.concur.expense.report', scopes: ['expense.report.read', 'expense.report.readwrite'] },
  { name: 'public.concur.request', scopes: ['travelrequest.write'] },
  { name: 'public.concur.travel.itinerary', scopes: ['travel.itinerary.read'] },
  { name: 'public.concur.travel.book', scopes: ['travel.trips.booking.read'] },
  { name: 'concur.travel.search', scopes: ['travelrequest.write'] },
  { name: 'public.concur.user.profile.identity', scopes: ['identity.user.event.read'] },
  { name: 'public.concur.user.profile.spend', scopes: ['spend.user.event.read'] },
  {
    name: 'public.concur.user.travel.profile',
    scopes: ['travel.user.event.read', 'travel.profile.user.event.read'],
  },
  { name: 'public.concur.user.provisioning', scopes: ['user.provision.read'] },
  { name: 'public.concur.financialintegration', scopes: ['FISVC'] },
  { name: 'public.concur.spend.accountingintegration', scopes: ['spend.accountingintegration.read'] },
  { name: 'public.concur.document.tax.compliance', scopes: ['document.tax.compliance.read'] },
];

export function findTopic(name: string): Topic | undefined {
  return topics.find((topic) => topic.name === name);
}

/** Names of the topics that some scopes open. */
export function openTopics(scopes: readonly string[]): readonly string[] {
  return topics.filter((topic) => topic.scopes.some((scope) => scopes.includes(scope))).map(({ name }) => name);
}

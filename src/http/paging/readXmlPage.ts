import type { Page } from './readPage.js';

/** Elements around the items of a list: everything else in a list's answer is about the list. */
const WRAPPERS = ['Items', 'Data'];
const ABOUT_THE_LIST = /^(@_|\?|#|NextPage$|Metadata$|Paging$|TotalCount$)/;

/**
 * Reads a page in XML: `NextPage` of the v3 family, `NextPageURL` of the older ones. Items come out as JSON, all their
 * values as texts: XML knows no numbers.
 */
export async function readXmlPage(text: string): Promise<Page | undefined> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  if (XMLValidator.validate(text) !== true) return undefined;
  const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: true });
  const parsed: unknown = parser.parse(text);
  const root = Object.entries(asRecord(parsed)).find(([name]) => !name.startsWith('?'))?.[1];
  const members = asRecord(root);
  const wrapper = WRAPPERS.map((name) => members[name]).find((value) => value !== undefined);
  const items = itemsOf(asRecord(wrapper ?? root));
  const next = readText(members.NextPage) ?? readText(asRecord(asRecord(members.Metadata).Paging).NextPageURL);
  const total = Number(readText(asRecord(asRecord(members.Metadata).Paging).TotalItems) ?? Number.NaN);
  return {
    items: items.map((item) => JSON.stringify(item)),
    next: next === undefined ? undefined : { address: next },
    ...(Number.isNaN(total) ? {} : { total }),
  };
}

function itemsOf(list: Readonly<Record<string, unknown>>): readonly unknown[] {
  const values = Object.entries(list).filter(([name]) => !ABOUT_THE_LIST.test(name));
  // `Data` may hold one more element around the items, such as `Data/Summaries/Summary`.
  const [only] = values;
  if (values.length === 1 && only && typeof only[1] === 'object' && !Array.isArray(only[1])) {
    const inner = Object.values(asRecord(only[1]));
    if (inner.length === 1 && Array.isArray(inner[0])) return inner[0];
  }
  return values.flatMap(([, value]) => (value === '' ? [] : value));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

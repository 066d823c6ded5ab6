import { accepts } from 'hono/accepts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxCall } from '../context.js';
import { jsonOfXml } from './jsonOfXml.js';
import { type WireRecord, writeXml } from './xml.js';

/** Whether the caller would rather read XML than JSON; JSON when `Accept` is missing or open. */
export function prefersXml(call: SandboxCall): boolean {
  const types = ['application/json', 'application/xml', 'text/xml'];
  return accepts(call, { header: 'Accept', supports: types, default: 'application/json' }).endsWith('xml');
}

/** Whether the caller would rather read JSON than XML; XML when `Accept` is missing or open. */
export function prefersJson(call: SandboxCall): boolean {
  const supports = ['application/xml', 'text/xml', 'application/json'];
  return accepts(call, { header: 'Accept', supports, default: 'application/xml' }).endsWith('json');
}

/** Whether the caller reads JSON and neither XML nor just anything, as `Accept` tells. */
export function wantsOnlyJson(call: SandboxCall): boolean {
  const types = (call.req.header('accept') ?? '')
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';')[0]?.trim());
  return types.some((type) => type === 'application/json') && !types.some((type) => /xml$|\*/.test(type ?? ''));
}

export function answerJson(call: SandboxCall, body: unknown, status: ContentfulStatusCode = 200): Response {
  return call.body(JSON.stringify(body), status, { 'Content-Type': 'application/json; charset=utf-8' });
}

export function answerXml(
  call: SandboxCall,
  root: string,
  body: WireRecord,
  status: ContentfulStatusCode = 200,
  namespace?: string,
): Response {
  return call.body(writeXml(root, body, namespace), status, { 'Content-Type': 'application/xml; charset=utf-8' });
}

/** An answer of the v1 family: XML, but JSON for a caller that reads nothing else, as Concur's older SDKs do. */
export function answerXmlOrJson(
  call: SandboxCall,
  root: string,
  body: WireRecord,
  status: ContentfulStatusCode = 200,
  namespace?: string,
): Response {
  return wantsOnlyJson(call)
    ? answerJson(call, jsonOfXml(body), status)
    : answerXml(call, root, body, status, namespace);
}

/** One object of the v3 family, as JSON or, below the element `root`, as XML. */
export function answerObject(call: SandboxCall, root: string, body: WireRecord): Response {
  return prefersXml(call) ? answerXml(call, root, body) : answerJson(call, body);
}

/** A page of the v3 family: `Items` and `NextPage`; in XML every item is an element `singular` inside `Items`. */
export function answerPage(
  call: SandboxCall,
  names: { readonly plural: string; readonly singular: string },
  page: { readonly items: readonly WireRecord[]; readonly nextPage: string | null },
): Response {
  const { items, nextPage } = page;
  return prefersXml(call)
    ? answerXml(call, names.plural, { Items: { [names.singular]: items }, NextPage: nextPage })
    : answerJson(call, { Items: items, NextPage: nextPage });
}

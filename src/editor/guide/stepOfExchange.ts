import type { Exchange } from '../../http/exchange.js';
import type { GuideStep } from './guideProgress.js';

const STEPS: readonly (readonly [RegExp, GuideStep])[] = [
  [/^\/api\/travel\/trip\/v1\.1\/.+/i, 'tripRead'],
  [/^\/api\/travel\/trip\/v1\.1\/?$/i, 'tripsRead'],
  [/^\/api\/v3\.0\/expense\/reports\/?$/i, 'reportsRead'],
  [/^\/api\/v3\.0\/expense\/entries\/?$/i, 'entriesRead'],
  [/^\/api\/(image\/v1\.0|v3\.0\/expense\/receiptimages)\//i, 'receiptOpened'],
];

/** The step of the guide that this call is; undefined when it failed or is none. */
export function stepOfExchange({ request, response }: Exchange): GuideStep | undefined {
  if (request.method !== 'GET' || response.status !== 200 || !URL.canParse(request.url)) return undefined;
  const { pathname } = new URL(request.url);
  return STEPS.find(([path]) => path.test(pathname))?.[1];
}

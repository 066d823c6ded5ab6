import type { SandboxApp, SandboxContext } from '../context.js';
import { answerXml } from '../protocol/answers.js';
import { orderElements } from '../travel/elements.js';
import { queryOf } from '../travel/owners.js';
import { answerSchema } from '../travel/schemas.js';
import type { ProfileBook } from './profileBook.js';
import { profileOwner } from './profileOwners.js';
import { viewProfileV1 } from './profileV1View.js';
import { answerSummaries } from './summaries.js';

/** Travel Profile v1: one path for a profile and, with LastModifiedDate, for summaries. */
export function registerProfilesV1(app: SandboxApp, context: SandboxContext, book: ProfileBook): void {
  const schema = answerSchema(context.catalog, 'travel-profile-v1/getProfile');

  app.get('/api/travelprofile/v1.0/profile', context.allow('TRVPRF'), async (call) => {
    const query = queryOf(call);
    if (query.text('LastModifiedDate') !== undefined) return answerSummaries(call, context, book, false);
    const caller = call.get('caller');
    const owner = profileOwner(query, caller, context, book, ['login', 'xmlsyncid']);
    const view = viewProfileV1(book.of(owner), context.company, caller);
    const { oneOf } = await schema();
    const [profile] = Array.isArray(oneOf) ? oneOf : [];
    return answerXml(call, 'ProfileResponse', orderElements(view, profile ?? {}));
  });
}

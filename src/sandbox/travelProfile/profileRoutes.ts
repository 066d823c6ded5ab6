import type { SandboxApp, SandboxContext } from '../context.js';
import { answerXml } from '../protocol/answers.js';
import { formatSeconds } from '../protocol/moments.js';
import { orderElements } from '../travel/elements.js';
import { queryOf, readTravelXml } from '../travel/owners.js';
import { bodySchema } from '../travel/schemas.js';
import { isError, viewOutcome, viewWarnings } from './outcome.js';
import type { ProfileBook } from './profileBook.js';
import { profileOwner } from './profileOwners.js';
import { viewProfile } from './profileView.js';
import { ProfileWriter } from './saveProfile.js';
import { answerSummaries } from './summaries.js';

const PROFILE = '/api/travelprofile/v2.0/profile';

/** Travel Profile v2 (/api-reference/travel-profile/v2.profile-resource.html). */
export function registerProfilesV2(app: SandboxApp, context: SandboxContext, book: ProfileBook): void {
  const allowed = context.allow('TRVPRF');
  const schema = bodySchema(context.catalog, 'travel-profile-v2/saveProfile');
  const writer = new ProfileWriter(context, book);

  app.get(PROFILE, allowed, async (call) => {
    const caller = call.get('caller');
    const owner = profileOwner(queryOf(call), caller, context, book, ['login', 'xmlsyncid', 'uuid']);
    const known = await schema();
    const languages = known.properties?.General?.properties?.PreferredLanguage?.enum ?? [];
    const view = viewProfile(book.of(owner), context.company, caller, languages);
    return answerXml(call, 'ProfileResponse', orderElements(view, known));
  });

  app.post(PROFILE, allowed, async (call) => {
    const content = await readTravelXml(call, 'ProfileResponse', { attributes: true });
    const { outcomes, created } = writer.save(content, await schema(), call.get('caller'));
    const errors = outcomes.filter(isError);
    if (errors.length > 0) {
      const body = {
        Message: { TravelProfileResponseMessage: errors.map(viewOutcome) },
        'Server-Time': formatSeconds(context.now()),
        Id: call.get('correlationId'),
      };
      return answerXml(call, 'Error', body, 400);
    }
    const message = { ...viewWarnings(outcomes), ...(created ? { UUID: created.id } : {}) };
    return answerXml(call, 'TravelProfileResponseMessage', message);
  });

  app.get('/api/travelprofile/v2.0/summary', allowed, (call) => answerSummaries(call, context, book, true));
}

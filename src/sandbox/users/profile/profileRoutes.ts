import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { viewCompanyProfile, viewUserProfile } from './profileView.js';

/** Profile v1 (/api-reference/profile/v1.user.html): whoever the token belongs to, a user or the company. */
export function registerProfile(app: SandboxApp, context: SandboxContext): void {
  app.get('/profile/v1/me', context.allow('user.read', 'user.write', 'company.read', 'company.write'), (call) => {
    const { principal, scopes } = call.get('caller');
    if (principal.kind === 'app') throw new Refusal(404, 'The token belongs to an app, which has no profile.');
    const isReadable = scopes.some((scope) => scope.startsWith(`${principal.kind}.`));
    if (!isReadable) throw new Refusal(403, `The access token lacks the scope ${principal.kind}.read.`);
    const schemas = new Query(new URL(call.req.url).searchParams).list('schema') ?? [];
    const wants = (name: string): boolean => schemas.some((schema) => schema.toLowerCase() === name);
    if (principal.kind === 'company') return answerJson(call, viewCompanyProfile(context.company));
    const options = { isCompact: wants('compact'), withExpense: wants('expense') };
    return answerJson(call, viewUserProfile(principal.person, context.company, options));
  });
}

import { l10n } from 'vscode';
import type { SignatureState, TokenReport } from '../../auth/inspectToken.js';
import type { ScopeGroup } from '../../auth/scopeGroups.js';

/** How many operations are listed under a scope, and locked ones in all. */
const SHOWN_UNLOCKED = 8;
const SHOWN_LOCKED = 200;

/** What the inspector shows, as Markdown; undefined report: signed out. The token itself is never part of it. */
export function inspectionText(report: TokenReport | undefined, connection: string, now: Date): string {
  const title = `# ${l10n.t('Token of {0}', connection)}`;
  if (!report) return `${title}\n\n${l10n.t('Signed out: there is no token.')}\n`;
  return [
    title,
    '',
    ...factLines(report, now),
    '',
    `## ${l10n.t('Scopes ({0})', report.scopes.length)}`,
    '',
    ...[...report.scopes].sort((a, b) => b.unlocks.length - a.unlocks.length).flatMap(scopeLines),
    '',
    `## ${l10n.t('Locked operations ({0})', report.locked.length)}`,
    '',
    l10n.t('None of their scopes is in the token. Add the scope to the app, then sign in again.'),
    '',
    ...report.locked.slice(0, SHOWN_LOCKED).map(({ id, scopes }) => `- ${id}: ${scopes.join(', ')}`),
    ...more(report.locked.length - SHOWN_LOCKED),
    '',
    `## ${l10n.t('Claims')}`,
    '',
    ...claimLines(report),
    '',
  ].join('\n');
}

function factLines(report: TokenReport, now: Date): string[] {
  const fact = (name: string, value: string): string => `- **${name}**: ${value}`;
  return [
    fact(l10n.t('Ends'), `${countdown(report.expiresAt, now)} (${report.expiresAt.toLocaleString()})`),
    ...(report.refreshExpiresAt
      ? [
          fact(
            l10n.t('Sign-in ends'),
            `${countdown(report.refreshExpiresAt, now)} (${report.refreshExpiresAt.toLocaleString()})`,
          ),
        ]
      : []),
    fact(l10n.t('Stands for'), report.principal ?? l10n.t('not said')),
    fact(l10n.t('Id'), report.subject ?? l10n.t('not said')),
    fact(l10n.t('Company'), report.companyId ?? l10n.t('not said')),
    fact(l10n.t('Geolocation'), report.geolocation),
    fact(l10n.t('Signature'), describeSignature(report.signature)),
    ...(report.isNotYetValid
      ? [fact(l10n.t('Clock'), l10n.t('the token is not valid yet: the clock of this computer is behind'))]
      : []),
  ];
}

/** `in 52 min 10 s`, `in 3 h 5 min`, `in 170 days`, or that it is over. */
export function countdown(end: Date, now: Date): string {
  const seconds = Math.ceil((end.getTime() - now.getTime()) / 1000);
  if (seconds <= 0) return l10n.t('ended');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return l10n.t('in {0} days', Math.floor(hours / 24));
  if (hours > 0) return l10n.t('in {0} h {1} min', hours, minutes % 60);
  return l10n.t('in {0} min {1} s', minutes, seconds % 60);
}

function describeSignature(state: SignatureState): string {
  switch (state) {
    case 'valid':
      return l10n.t('valid: by a key that Concur publishes there');
    case 'invalid':
      return l10n.t('not valid: the token was changed, or another issuer made it');
    case 'unknownKey':
      return l10n.t('by a key that is not published there');
    case 'notChecked':
      return l10n.t('not checked: no keys could be had');
    case 'opaque':
      return l10n.t('none: the token is no JWT');
  }
}

function scopeLines({ scope, unlocks }: ScopeGroup): string[] {
  const head = `- **${scope}** ${l10n.t('({0} operations)', unlocks.length)}`;
  return [
    head,
    ...unlocks.slice(0, SHOWN_UNLOCKED).map((id) => `  - ${id}`),
    ...more(unlocks.length - SHOWN_UNLOCKED, '  '),
  ];
}

function more(count: number, indent = ''): string[] {
  return count > 0 ? [`${indent}- ${l10n.t('and {0} more', count)}`] : [];
}

function claimLines({ claims, header }: TokenReport): string[] {
  if (!claims) return [l10n.t('The token is opaque: only the service that made it can read it.')];
  return ['```json', JSON.stringify({ header, claims }, undefined, 2), '```'];
}

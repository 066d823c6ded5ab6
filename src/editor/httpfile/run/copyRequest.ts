import { env, l10n, type TextDocument, window } from 'vscode';
import { SendError } from '../../../http/failure.js';
import { isSnippetId, SNIPPET_KINDS, toSnippet } from '../../../http/snippet.js';
import { completeTarget } from '../../../http/target.js';
import type { HttpFile, HttpFileRequest } from '../../../httpfile/nodes.js';
import type { EnvironmentChoice } from './environmentChoice.js';
import { resolveIn } from './resolveIn.js';

/**
 * Asks for a tool or language and copies the request in its words: secrets become placeholders, and the connection's
 * token its own one where the request would get it.
 * @param kind an id of `SNIPPET_KINDS`; asked for otherwise
 * @param geolocation where paths alone go
 */
export async function copyRequest(
  {
    document,
    file,
    request,
  }: { readonly document: TextDocument; readonly file: HttpFile; readonly request: HttpFileRequest },
  kind: string | undefined,
  geolocation: string,
  environment: EnvironmentChoice,
  getsToken: (url: string) => boolean,
): Promise<void> {
  const id = kind !== undefined && isSnippetId(kind) ? kind : await pickKind();
  if (id === undefined) return;
  try {
    const target = completeTarget(await resolveIn(document, file, request, environment), geolocation);
    const hasOwn = target.headers.some(([name]) => name.toLowerCase() === 'authorization');
    const headers: typeof target.headers =
      hasOwn || !getsToken(target.url) ? target.headers : [...target.headers, ['Authorization', 'Bearer token']];
    await env.clipboard.writeText(toSnippet({ ...target, headers }, id));
    const label = SNIPPET_KINDS.find((known) => known.id === id)?.label ?? id;
    window.setStatusBarMessage(l10n.t('Copied as {0}.', label), 5000);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    void window.showWarningMessage(
      l10n.t('{0} is no address that can be copied. Give its variables values first.', request.url),
    );
  }
}

async function pickKind() {
  const picked = await window.showQuickPick(
    SNIPPET_KINDS.map(({ id, label }) => ({ id, label })),
    { title: l10n.t('Copy Request As') },
  );
  return picked && isSnippetId(picked.id) ? picked.id : undefined;
}

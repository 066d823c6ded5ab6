import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  type Range,
  type SecretStorage,
  type TextDocument,
  Uri,
  Range as VscodeRange,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { AssistFinding, Fix } from '../../../httpassist/finding.js';
import { toRange } from '../positions.js';
import type { RequestFindings } from './requestFindings.js';
import { storeSecret } from './secretNames.js';

/** Ways to mend what was found at the cursor. */
export class QuickFixes implements CodeActionProvider {
  readonly #findings: RequestFindings;

  constructor(findings: RequestFindings) {
    this.#findings = findings;
  }

  provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[] {
    return this.#findings
      .of(document)
      .filter((finding) => toRange(finding.range).intersection(range) !== undefined)
      .flatMap((finding) => finding.fixes.map((fix) => toAction(document, finding, fix, context)));
  }
}

function toAction(
  document: TextDocument,
  finding: AssistFinding,
  fix: Fix,
  { diagnostics }: CodeActionContext,
): CodeAction {
  const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
  action.diagnostics = diagnostics.filter(
    ({ code, range }) => code === finding.code && range.isEqual(toRange(finding.range)),
  );
  if (fix.isPreferred) action.isPreferred = true;
  if (fix.secret) {
    action.command = {
      command: 'concur.http.moveToSecretStore',
      title: fix.title,
      arguments: [document.uri, toRange(fix.secret)],
    };
    return action;
  }
  action.edit = new WorkspaceEdit();
  for (const { range, newText } of fix.changes)
    action.edit.replace(document.uri, document.validateRange(toRange(range)), newText);
  return action;
}

/** Asks for a name, keeps the text in the secret store under it, and writes a reference in its place. */
export async function moveToSecretStore(uri: unknown, range: unknown, secrets: SecretStorage): Promise<void> {
  if (!(uri instanceof Uri) || !(range instanceof VscodeRange)) return;
  const document = await workspace.openTextDocument(uri);
  const name = await window.showInputBox({
    title: l10n.t('Move to the Secret Store'),
    prompt: l10n.t('A name for it. The file then says {0}.', '{{$concur.secret NAME}}'),
    validateInput: (text) =>
      /^[\w.-]+$/.test(text) ? undefined : l10n.t('Use letters, digits, dots, hyphens and underscores.'),
  });
  if (name === undefined) return;
  await storeSecret(secrets, name, document.getText(range));
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, `{{$concur.secret ${name}}}`);
  await workspace.applyEdit(edit);
}

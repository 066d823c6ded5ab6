import { env, l10n, Position, type TextEditor, ViewColumn, window, workspace } from 'vscode';
import { curlToHttp } from '../../../httpfile/curl/curlToHttp.js';

/**
 * Writes the cURL command of the clipboard as a request: at the cursor of a request file, else into a new one. Without
 * one on the clipboard it is asked for.
 */
export async function pasteCurl(): Promise<void> {
  const clipboard = await env.clipboard.readText();
  const command = isCurl(clipboard) ? clipboard : await askCommand();
  if (command === undefined) return;
  const { text, notes } = curlToHttp(command.trim());
  if (text === undefined) {
    const why = notes[0]?.message ?? l10n.t('It names no URL.');
    void window.showWarningMessage(l10n.t('This cURL command cannot be written as a request. {0}', why));
    return;
  }
  const editor = window.activeTextEditor;
  if (editor?.document.languageId === 'http') await insert(editor, text);
  else {
    const document = await workspace.openTextDocument({ language: 'http', content: text });
    await window.showTextDocument(document, { viewColumn: ViewColumn.Active });
  }
  if (notes.length > 0) window.setStatusBarMessage(notes.map(({ message }) => message).join(' '), 10_000);
}

function isCurl(text: string): boolean {
  return /^\s*(?:\$\s+)?curl(?:\.exe)?\s/i.test(text);
}

async function askCommand(): Promise<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Paste cURL as Request'),
    prompt: l10n.t('Paste the command. Copied before, it is taken from the clipboard.'),
    placeHolder: 'curl https://us2.api.concursolutions.com/api/v3.0/expense/reports',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || isCurl(text) ? undefined : l10n.t('A cURL command starts with the word curl.'),
  });
}

/** Below the request at the cursor, with a separator around it; in an empty place just there. */
async function insert(editor: TextEditor, text: string): Promise<void> {
  const { document, selection } = editor;
  const isEmpty = document.getText().trim() === '';
  let line = selection.active.line;
  while (line < document.lineCount && !document.lineAt(line).text.startsWith('###')) line += 1;
  const isEnd = line >= document.lineCount;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const at = isEnd ? end : new Position(line, 0);
  const before = isEmpty ? '' : isEnd ? `${end.character === 0 ? '' : '\n'}\n###\n` : '###\n';
  const done = await editor.edit((edit) => edit.insert(at, `${before}${text}${isEnd ? '' : '\n'}`));
  if (done) editor.revealRange(editor.selection);
}

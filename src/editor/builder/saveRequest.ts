/** Writing a draft into a request file: a new one, the end of another, or the place that it came from. */
import { l10n, Range, Uri, ViewColumn, WorkspaceEdit, window, workspace } from 'vscode';
import type { Draft } from '../../builder/draft.js';
import { requestAt } from '../../httpfile/locate.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import type { TextRequest } from './draftRequest.js';
import { type Heading, toHttpText } from './httpText.js';

/** Where a request is to be written. */
export type Place = 'untitled' | 'new' | 'append' | 'replace';

/** The request that was to be replaced is not there any more. */
export class SourceGoneError extends Error {
  override readonly name = 'SourceGoneError';
}

/**
 * Writes the request and shows it.
 * @param preface lines above it, such as a variable that it needs; '' for none
 * @returns where the request stands now, for replacing it later; undefined when nothing was written
 */
export async function saveRequest(
  request: TextRequest,
  where: Place,
  {
    heading,
    preface,
    source,
  }: { readonly heading: Heading; readonly preface: string; readonly source: Draft['source'] },
): Promise<Draft['source']> {
  if (where === 'replace' && source) return replace(request, source, heading);
  const text = preface + toHttpText(request, heading);
  if (where === 'untitled' || where === 'replace') {
    const document = await workspace.openTextDocument({ language: 'http', content: text });
    await window.showTextDocument(document, { viewColumn: ViewColumn.Active });
    return undefined;
  }
  const target = where === 'new' ? await pickNew() : await pickExisting();
  if (!target) return undefined;
  const edit = new WorkspaceEdit();
  let line = 0;
  if (where === 'new') edit.createFile(target, { overwrite: true, contents: Buffer.from(text) });
  else {
    const document = await workspace.openTextDocument(target);
    const before = document.getText();
    const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
    const separator = before.trim() === '' || text.startsWith('###') ? '' : '###\n';
    line = before.split('\n').length - 1 + gap.length;
    edit.insert(target, document.positionAt(before.length), gap + separator + text);
  }
  if (!(await workspace.applyEdit(edit))) return undefined;
  return show(target, line, true);
}

/** Whatever of the old request can stand beside the new one stays: its title, name, directives and checks. */
async function replace(
  request: TextRequest,
  source: NonNullable<Draft['source']>,
  heading: Heading,
): Promise<Draft['source']> {
  const uri = Uri.parse(source.uri, true);
  const document = await workspace.openTextDocument(uri);
  const old = requestAt(parseHttpFile(document.getText()), source.line);
  if (!old || old.curl !== undefined) throw new SourceGoneError();
  const { title: _, ...rest } = heading;
  const text = toHttpText(request, { ...rest, replaces: old }).trimEnd();
  const { start, end } = old.range;
  const firstOwn = old.directives[0]?.range.start.line ?? old.requestLine.start.line;
  const from = Math.min(Math.max(start.line, 0), old.requestLine.start.line);
  const edit = new WorkspaceEdit();
  const begin = Math.max(from, Math.min(firstOwn, old.requestLine.start.line));
  edit.replace(uri, new Range(begin, 0, end.line, end.character), text);
  if (!(await workspace.applyEdit(edit))) return undefined;
  return show(uri, begin, false);
}

async function show(uri: Uri, line: number, mustSave: boolean): Promise<Draft['source']> {
  const document = await workspace.openTextDocument(uri);
  if (mustSave) await document.save();
  const editor = await window.showTextDocument(document, { viewColumn: ViewColumn.Active });
  editor.revealRange(new Range(line, 0, line, 0));
  const request = parseHttpFile(document.getText()).requests.find(({ range }) => range.end.line >= line);
  return request ? { uri: uri.toString(), line: request.requestLine.start.line } : undefined;
}

function pickNew(): Thenable<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return window.showSaveDialog({
    title: l10n.t('Save as New Request File'),
    filters: { HTTP: ['http', 'rest'] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, 'request.http') } : {}),
  });
}

async function pickExisting(): Promise<Uri | undefined> {
  const files = await workspace.findFiles('**/*.{http,rest}', '**/node_modules/**', 500);
  if (files.length === 0) return pickNew();
  const picked = await window.showQuickPick(
    files.map((uri) => ({ label: workspace.asRelativePath(uri), uri })).sort((a, b) => a.label.localeCompare(b.label)),
    { title: l10n.t('Append to Request File'), placeHolder: l10n.t('The request goes to the end of the file') },
  );
  return picked?.uri;
}

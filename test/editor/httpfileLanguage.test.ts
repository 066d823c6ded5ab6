import assert from 'node:assert/strict';
import {
  type CodeAction,
  type CompletionList,
  commands,
  type Diagnostic,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type Location,
  languages,
  type MarkdownString,
  Position,
  Range,
  type SelectionRange,
  type SemanticTokens,
  type TextDocument,
  type TextEdit,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { waitFor } from './waiting.js';

let count = 0;

/** A file of its own each time: untitled documents outlive their tests while a provider still works on them. */
async function openHttp(content: string): Promise<TextDocument> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);
  count += 1;
  const uri = Uri.joinPath(folder, `language-${count}.http`);
  await workspace.fs.writeFile(uri, Buffer.from(content));
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  return document;
}

function placeOf(document: TextDocument, word: string, occurrence = 0): Position {
  let offset = -1;
  for (let round = 0; round <= occurrence; round += 1) offset = document.getText().indexOf(word, offset + 1);
  return document.positionAt(offset + 1);
}

function findingOf(document: TextDocument, code: string): Promise<Diagnostic> {
  return waitFor(`a finding ${code}`, languages.onDidChangeDiagnostics, () =>
    languages.getDiagnostics(document.uri).find((finding) => finding.code === code),
  );
}

async function fixesAt({ uri }: TextDocument, range: Range): Promise<CodeAction[]> {
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
}

describe('request files in the editor', () => {
  afterEach(async () => {
    await workspace.saveAll();
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('complete paths, with stops for their parameters', async () => {
    const document = await openHttp('PUT /exp');
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new Position(0, 8),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('/api/v3.0/expense/attendees/{id}'), labels.slice(0, 20).join(', '));
  });

  it('lead from a reference to where a variable or request is set, and to all that refer to it', async () => {
    const document = await openHttp(
      '@a = 1\n\n# @name login\nGET /x?q={{a}}\n\n###\nGET /y/{{login.response.body.$.id}}?q={{a}}\n',
    );
    const definitions = await commands.executeCommand<Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeOf(document, 'login.response'),
    );
    assert.deepEqual(
      definitions.map(({ range }) => range.start.line),
      [2],
    );
    const references = await commands.executeCommand<Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      placeOf(document, '{{a}}').translate(0, 1),
    );
    assert.deepEqual(
      references.map(({ range }) => range.start.line),
      [0, 3, 6],
    );
  });

  it('rename a request everywhere, within chained references, too', async () => {
    const document = await openHttp('# @name login\nGET /x\n\n###\nGET /y/{{login.response.body.$.id}}\n');
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      placeOf(document, 'login'),
      'signIn',
    );
    await workspace.applyEdit(edit);
    assert.equal(document.getText(), '# @name signIn\nGET /x\n\n###\nGET /y/{{signIn.response.body.$.id}}\n');
  });

  it('tell in a hover what is called, and what a variable holds', async () => {
    const document = await openHttp('@password = hunter22\nGET /api/v3.0/expense/reports?x={{password}}\n');
    const textAt = async (position: Position): Promise<string> => {
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
      return hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value)).join('\n');
    };
    assert.match(await textAt(placeOf(document, '/expense')), /Scopes/);
    const ofVariable = await textAt(placeOf(document, 'password}}'));
    assert.match(ofVariable, /password/);
    assert.doesNotMatch(ofVariable, /hunter22/);
  });

  it('mend a path by a quick fix', async () => {
    const document = await openHttp('GET /api/v3.0/expense/reprts\n');
    const finding = await findingOf(document, 'unknownPath');
    const fix = (await fixesAt(document, finding.range)).find(({ title }) =>
      title.startsWith('Change to /api/v3.0/expense/reports '),
    );
    assert.ok(fix?.edit);
    await workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), 'GET /api/v3.0/expense/reports\n');
    await waitFor('no finding', languages.onDidChangeDiagnostics, () =>
      languages.getDiagnostics(document.uri).length === 0 ? true : undefined,
    );
  });

  it('keep findings at their place while lines come and go above', async () => {
    const document = await openHttp('GET /a\n\n###\nGET /api/v3.0/expense/reports?limit={{n}}\n');
    assert.equal((await findingOf(document, 'unknownVariable')).range.start.line, 3);
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 0), '# one\n# two\n');
    await workspace.applyEdit(edit);
    await waitFor('the finding two lines below', languages.onDidChangeDiagnostics, () =>
      languages
        .getDiagnostics(document.uri)
        .some(({ code, range }) => code === 'unknownVariable' && range.start.line === 5)
        ? true
        : undefined,
    );
  });

  it('fold, outline, and grow a selection', async () => {
    const document = await openHttp(
      '### One\nPOST /a\nContent-Type: application/json\n\n{\n  "a": 1\n}\n\n### Two\nGET /b\n',
    );
    const folds = await commands.executeCommand<FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]).sort(([a = 0], [b = 0]) => a - b),
      [
        [0, 6],
        [1, 6],
        [4, 6],
        [8, 9],
      ],
    );
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['One', 'Two'],
    );
    const [selection] = await commands.executeCommand<SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [new Position(5, 4)],
    );
    const lines: number[][] = [];
    for (let now = selection; now; now = now.parent as SelectionRange)
      lines.push([now.range.start.line, now.range.end.line]);
    assert.ok(
      lines.some(([a, b]) => a === 4 && b === 6),
      JSON.stringify(lines),
    );
  });

  it('colour variables by whether something sets them', async () => {
    const document = await openHttp('@a = 1\nGET /x?q={{a}}&r={{nobody}}&s={{$guid}}\n');
    const legend = await commands.executeCommand<{ tokenTypes: string[] }>(
      'vscode.provideDocumentRangeSemanticTokensLegend',
      document.uri,
      new Range(0, 0, 2, 0),
    );
    const tokens = await commands.executeCommand<SemanticTokens>(
      'vscode.provideDocumentRangeSemanticTokens',
      document.uri,
      new Range(0, 0, 2, 0),
    );
    const types = Array.from(
      { length: tokens.data.length / 5 },
      (_, index) => legend.tokenTypes[tokens.data[index * 5 + 3] ?? 0],
    );
    assert.deepEqual(types, ['variable', 'variable', 'unknownVariable', 'macro']);
  });

  it('are tidied by Format Document', async () => {
    const document = await openHttp('POST   /a\nContent-Type:application/json\n\n{"a":1.0}\n');
    const edits = await commands.executeCommand<TextEdit[]>('vscode.executeFormatDocumentProvider', document.uri, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new WorkspaceEdit();
    edit.set(document.uri, edits);
    await workspace.applyEdit(edit);
    assert.equal(document.getText(), 'POST /a\nContent-Type: application/json\n\n{\n  "a": 1.0\n}\n');
  });

  it('take the request of an operation behind the one at the cursor', async () => {
    const document = await openHttp('### One\nGET /a\n\n### Two\nGET /b\n');
    await commands.executeCommand('concur.insertOperation', 'expense-reports-v3/listReports');
    const text = document.getText();
    assert.match(text, /GET \/a\n\n### .*\nGET \/api\/v3\.0\/expense\/reports\n[\s\S]*\n\n### Two\nGET \/b\n$/);
  });
});

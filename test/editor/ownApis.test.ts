import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { commands, Uri, window } from 'vscode';
import { waitFor } from './waiting.js';

const PETS = {
  openapi: '3.0.3',
  info: { title: 'Shelter', version: '2.0' },
  servers: [{ url: 'https://shelter.example.com/v2' }],
  paths: {
    '/dogs/{name}': {
      get: {
        operationId: 'getDog',
        parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' }, example: 'Rex' }],
        responses: { 200: { description: 'A dog' } },
      },
    },
  },
};

describe('APIs of one’s own in VS Code', () => {
  let folder: string;
  let file: Uri;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'concur-own-'));
    file = Uri.file(path.join(folder, 'shelter.json'));
    await writeFile(file.fsPath, JSON.stringify(PETS));
  });

  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => rm(folder, { recursive: true }));

  /** What a new request file for the operation says. */
  async function requestOf(operationId: string): Promise<string> {
    await commands.executeCommand('concur.newRequestFile', operationId);
    const editor = await waitFor('a request file', window.onDidChangeActiveTextEditor, () => window.activeTextEditor);
    return editor.document.getText();
  }

  it('are imported from a file and behave like built-in ones, at their own server', async () => {
    await commands.executeCommand('concur.apis.import', file);
    assert.match(await requestOf('own-shelter-v2.0/getDog'), /^GET https:\/\/shelter\.example\.com\/v2\/dogs\/Rex$/m);
  });

  it('stay as they are when their file has gone bad', async () => {
    await writeFile(file.fsPath, '{ "openapi": "3.0.3", ');
    await commands.executeCommand('concur.apis.import', file);
    assert.match(await requestOf('own-shelter-v2.0/getDog'), /dogs\/Rex/);
  });

  it('change when their file is imported again', async () => {
    await writeFile(file.fsPath, JSON.stringify(PETS).replace('/dogs/', '/hounds/'));
    await commands.executeCommand('concur.apis.import', file);
    assert.match(await requestOf('own-shelter-v2.0/getDog'), /hounds\/Rex/);
  });
});

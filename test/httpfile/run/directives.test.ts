import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpfile/parse.js';
import { type Directives, readDirectives, readInlinePrompt } from '../../../src/httpfile/run/directives.js';

function read(...lines: readonly string[]): Directives {
  const [request] = parseHttpFile(`${lines.map((line) => `# @${line}`).join('\n')}\nGET /a`).requests;
  assert.ok(request);
  return readDirectives(request);
}

describe('readDirectives', () => {
  for (const [line, part] of [
    ['no-redirect', { followsRedirects: false }],
    ['noRedirect', { followsRedirects: false }],
    ['no-cookie-jar', { usesCookies: false }],
    ['no-log', { isLogged: false }],
    ['note Really?', { note: 'Really?' }],
    ['note', { note: '' }],
    ['timeout 30', { timeoutMs: 30_000 }],
    ['timeout 2500', { timeoutMs: 2500 }],
    ['timeout 500 ms', { timeoutMs: 500 }],
    ['timeout 2 m', { timeoutMs: 120_000 }],
    ['timeout soon', { timeoutMs: undefined }],
    ['loop for 3', { loop: { count: 3 } }],
    ['repeat 2', { loop: { count: 2 } }],
    ["loop for x of ['a', 1]", { loop: { count: 2, variable: 'x', values: ['a', '1'] } }],
    ['loop while x', { loop: undefined, ignored: ['@loop while x'] }],
    ['disabled', { isDisabled: true }],
    ['ref login', { references: [{ name: 'login', isForced: false }] }],
    ['forceRef login', { references: [{ name: 'login', isForced: true }] }],
    ['connection Production', { connection: 'Production' }],
    ['prompt code Your code', { prompts: [{ name: 'code', description: 'Your code', isSecret: false }] }],
    ['prompt password', { prompts: [{ name: 'password', description: '', isSecret: true }] }],
  ] as const) {
    it(`reads @${line}`, () => {
      const directives = read(line);
      for (const [key, value] of Object.entries(part)) {
        assert.deepEqual(directives[key as keyof Directives], value);
      }
    });
  }

  it('reads prompts within a request', () => {
    assert.deepEqual(readInlinePrompt('$prompt Your name $value: Ada'), {
      name: '$prompt Your name $value: Ada',
      description: 'Your name',
      isSecret: false,
      suggestion: 'Ada',
    });
    assert.equal(readInlinePrompt('$password')?.isSecret, true);
    assert.equal(readInlinePrompt('$guid'), undefined);
  });
});

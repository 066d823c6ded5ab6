import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withPlaceholders } from '../../src/editor/builder/secrets.js';
import { redactBody } from '../../src/kernel/redaction.js';

describe('withPlaceholders', () => {
  for (const [what, text, expected] of [
    ['leaves a body without secrets alone', '{"Name":"x"}', '{"Name":"x"}'],
    ['replaces secrets', '{"password":"a","b":1,"token":"c"}', '{"password":"{{secret}}","b":1,"token":"{{secret}}"}'],
    ['keeps placeholders', 'password={{pw}}&client_secret=x', 'password={{pw}}&client_secret={{secret}}'],
    ['replaces in XML', '<a><Password>x</Password></a>', '<a><Password>{{secret}}</Password></a>'],
    ['replaces at the very end', 'a=1&password=x', 'a=1&password={{secret}}'],
    ['keeps a mask that somebody wrote', '{"note":"•••","password":"x"}', '{"note":"•••","password":"{{secret}}"}'],
    ['replaces a secret twice', 'otp=1&otp=1', 'otp={{secret}}&otp={{secret}}'],
    ['leaves nothing alone', '', ''],
  ] as const) {
    it(what, () => assert.equal(withPlaceholders(text), expected));
  }

  it('keeps everything but the secrets of any JSON', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => !/[•{}]/.test(text));
    fc.assert(
      fc.property(value, value, (password, other) => {
        const text = JSON.stringify({ password, other, token: password });
        const expected = redactBody(text).replaceAll('•••', '{{secret}}');
        assert.equal(withPlaceholders(text), expected);
      }),
    );
  });
});

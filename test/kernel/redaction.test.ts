import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MASK, redactBody, redactBytes, redactHeaders, redactUrl } from '../../src/kernel/redaction.js';

describe('redaction', () => {
  for (const [what, before, after] of [
    [
      'members of JSON',
      '{"access_token": "aaa.bbb", "scope": "EXPRPT"}',
      `{"access_token": "${MASK}", "scope": "EXPRPT"}`,
    ],
    ['values with escapes', '{"password":"a\\"b","x":1}', `{"password":"${MASK}","x":1}`],
    ['nested members in any case', '{"a":[{"Client_Secret":"s"}]}', `{"a":[{"Client_Secret":"${MASK}"}]}`],
    ['elements of XML', '<A><Token>abc</Token><Name>x</Name></A>', `<A><Token>${MASK}</Token><Name>x</Name></A>`],
    [
      'fields of a form',
      'grant_type=refresh_token&refresh_token=abc',
      `grant_type=refresh_token&refresh_token=${MASK}`,
    ],
  ] as const) {
    it(`masks ${what}`, () => assert.equal(redactBody(before), after));
  }

  for (const text of [
    '{"Code":"AIRFR","TokenCount":2}',
    '<Code>AIRFR</Code>',
    '{"code": 5, "error": "invalid_grant"}',
  ]) {
    it(`leaves ${text} as it is`, () => assert.equal(redactBody(text), text));
  }

  it('masks credentials in headers and keeps their scheme', () => {
    assert.deepEqual(
      redactHeaders([
        ['authorization', 'Bearer abc'],
        ['Cookie', 'a=b'],
        ['Accept', '*/*'],
      ]),
      [
        ['authorization', `Bearer ${MASK}`],
        ['Cookie', MASK],
        ['Accept', '*/*'],
      ],
    );
  });

  it('masks secrets in URLs: query parameters and user info', () => {
    assert.equal(
      redactUrl('https://me:pw@x.example/net2/oauth2/GetAccessToken.ashx?code=abc&client_id=1&client_secret=def'),
      `https://${MASK}@x.example/net2/oauth2/GetAccessToken.ashx?code=${MASK}&client_id=1&client_secret=${MASK}`,
    );
  });

  it('masks a secret wherever it is echoed and keeps all other bytes, whatever the charset', () => {
    const body = Buffer.concat([Buffer.from([0xe9, 0xff]), Buffer.from('you sent s3cret!')]);
    assert.deepEqual(
      Buffer.from(redactBytes(body, 's3cret')),
      Buffer.concat([Buffer.from([0xe9, 0xff]), Buffer.from(`you sent ${MASK}!`)]),
    );
  });

  it('never lets a planted secret through JSON, however it is nested', () => {
    const canary = 'canary-5d1f';
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('access_token', 'refresh_token', 'client_secret', 'password'),
        (value, name) => {
          const text = JSON.stringify({ value, deep: [{ [name]: canary }] });
          assert.ok(!redactBody(text).includes(canary));
          assert.deepEqual(JSON.parse(redactBody(text)).deep, [{ [name]: MASK }]);
        },
      ),
    );
  });
});

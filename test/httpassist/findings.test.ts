import assert from 'node:assert/strict';
import { findIn, mend, textAt } from './around.js';

describe('what the catalogue finds in a request', () => {
  const good: readonly (readonly [what: string, text: string])[] = [
    ['a live operation', 'GET /api/v3.0/expense/reports?limit=5\n'],
    [
      'an operation behind a variable that the file sets',
      '@base = https://us.api.concursolutions.com/api/v3.0\nGET {{base}}/expense/reports\n',
    ],
    ['an operation behind a variable of nobody else', 'GET https://example.com/anything?x=1\n'],
    ['a path at another host', 'GET /anything HTTP/1.1\nHost: example.com\n'],
    ['values that only a run knows', '@n = 1\nGET /api/v3.0/expense/reports?limit={{n}}\n'],
    ['a token that comes from a variable', 'GET /api/v3.0/expense/reports\nAuthorization: Bearer {{$concur.token}}\n'],
    ["a placeholder of Concur's pages", 'GET /api/v3.0/expense/reports\nAuthorization: Bearer {ACCESS_TOKEN}\n'],
    ['a request of this computer', 'GET http://localhost:3000/whatever\n'],
  ];
  for (const [what, text] of good) {
    it(`says nothing of ${what}`, async () => {
      assert.deepEqual(
        (await findIn(text)).map(({ message }) => message),
        [],
      );
    });
  }

  const bad: readonly (readonly [what: string, text: string, code: string, at: string, fix: string, mended: string])[] =
    [
      [
        'a misspelled path',
        'GET /api/v3.0/expense/reprts\n',
        'unknownPath',
        '/api/v3.0/expense/reprts',
        'Change to /api/v3.0/expense/reports',
        'GET /api/v3.0/expense/reports\n',
      ],
      [
        'a misspelled path behind a host',
        'GET https://us.api.concursolutions.com/api/v3.0/expence/reports?limit=5\n',
        'unknownPath',
        '/api/v3.0/expence/reports',
        'Change to /api/v3.0/expense/reports',
        'GET https://us.api.concursolutions.com/api/v3.0/expense/reports?limit=5\n',
      ],
      [
        'a method that is not there',
        'DELETE /api/v3.0/expense/reports\n',
        'unknownMethod',
        'DELETE',
        'Change to GET',
        'GET /api/v3.0/expense/reports\n',
      ],
      [
        'http to Concur',
        'GET http://us.api.concursolutions.com/api/v3.0/expense/reports\n',
        'plainHttp',
        'http',
        'Change to https',
        'GET https://us.api.concursolutions.com/api/v3.0/expense/reports\n',
      ],
      ['a number that is none', 'GET /api/v3.0/expense/reports?limit=abc\n', 'wrongValue', 'abc', '', ''],
      [
        'a misspelled parameter',
        'GET /api/v3.0/expense/reports?limt=5\n',
        'unknownParameter',
        'limt',
        'Change to limit',
        'GET /api/v3.0/expense/reports?limit=5\n',
      ],
      [
        'a token in clear',
        'GET /api/v3.0/expense/reports\nAuthorization: Bearer eyJhbGciOi.abcdef.ghijk\nAccept: */*\n',
        'clearSecret',
        'eyJhbGciOi.abcdef.ghijk',
        'Remove the header',
        'GET /api/v3.0/expense/reports\nAccept: */*\n',
      ],
      [
        'a password in a form',
        'POST /oauth2/v0/token\nContent-Type: application/x-www-form-urlencoded\n\nclient_id={{$processEnv PATH}}&client_secret={{$processEnv PATH}}&grant_type=password&username=x&password=hunter22\n',
        'clearSecret',
        'hunter22',
        'Move to the secret store',
        '',
      ],
      [
        'a variable that nothing sets',
        'GET /api/v3.0/expense/reports?limit={{n}}\n',
        'unknownVariable',
        'n',
        'Define n in this file',
        '@n = \n\nGET /api/v3.0/expense/reports?limit={{n}}\n',
      ],
      [
        'a variable that is spelled otherwise',
        '@limit = 5\nGET /api/v3.0/expense/reports?limit={{limti}}\n',
        'unknownVariable',
        'limti',
        'Change to limit',
        '@limit = 5\nGET /api/v3.0/expense/reports?limit={{limit}}\n',
      ],
      [
        'an answer of no request',
        'GET /api/v3.0/expense/reports?user={{login.response.body.$.id}}\n',
        'unknownVariable',
        'login.response.body.$.id',
        '',
        '',
      ],
      ['a built-in that is none', 'GET /api/v3.0/expense/reports?user={{$gid}}\n', 'unknownVariable', '$gid', '', ''],
    ];
  for (const [what, text, code, at, title, mended] of bad) {
    it(`finds ${what}`, async () => {
      const found = await findIn(text);
      const finding = found.find((one) => one.code === code);
      assert.ok(finding, `found ${JSON.stringify(found.map((one) => [one.code, one.message]))}`);
      assert.equal(textAt(text, finding.range), at);
      const fix = finding.fixes.find((one) => one.title.startsWith(title));
      if (title !== '') assert.ok(fix, `offers ${finding.fixes.map((one) => one.title).join('; ')}`);
      if (mended !== '') assert.equal(mend(text, fix), mended);
    });
  }

  it('adds what is missing, so that nothing is missing any more', async () => {
    for (const text of [
      'POST /api/v3.0/expense/reportdigests\n',
      'GET /api/v3.0/insights/opportunities\n',
      'GET /api/v3.0/common/listitems/x\n',
    ]) {
      let now = text;
      for (let round = 0; round < 10; round += 1) {
        const missing = (await findIn(now)).find(({ code }) => code === 'missingParameter');
        if (!missing) break;
        now = mend(now, missing.fixes[0]);
      }
      assert.equal(
        (await findIn(now)).some(({ code }) => code === 'missingParameter'),
        false,
        now,
      );
    }
  });

  it('moves an outdated request to what takes its place, with its values', async () => {
    const text = 'GET /api/v3.0/expense/attendees/ABC\n';
    const found = (await findIn(text)).find(({ code }) => code === 'deprecated' || code === 'retired');
    const [fix] = found?.fixes ?? [];
    assert.match(fix?.title ?? '', /^Move to v4/);
    const mended = mend(text, fix);
    assert.match(mended, /\/ABC/);
    assert.equal(
      (await findIn(mended)).some(({ code }) => code === 'unknownPath' || code === 'deprecated'),
      false,
      mended,
    );
  });
});

describe('what the schema finds in a JSON body', () => {
  it('marks where it ends to be JSON', async () => {
    const text = 'POST /anything/else\nContent-Type: application/json\n\n{\n  "a": 1,,\n  "b": 2\n}\n';
    const found = (await findIn(text)).find(({ code }) => code === 'bodyMismatch');
    assert.equal(found?.range.start.line, 4);
  });

  it('leaves variables alone, in texts and bare', async () => {
    const text =
      '@n = 1\nPOST /anything/else\nContent-Type: application/json\n\n{ "a": {{n}}, "b": "x {{n}} y", "c": [{{n}}] }\n';
    assert.equal(
      (await findIn(text)).some(({ code }) => code === 'bodyMismatch'),
      false,
    );
  });
});

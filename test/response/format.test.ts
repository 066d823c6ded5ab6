import assert from 'node:assert/strict';
import type { HttpResponse } from '../../src/http/exchange.js';
import { binaryExtension, readBody } from '../../src/response/format.js';

function aResponse(contentType: string, body: string | Uint8Array): HttpResponse {
  const headers: [string, string][] = contentType ? [['content-type', contentType]] : [];
  return {
    status: 200,
    statusText: 'OK',
    headers,
    body: Buffer.from(body),
    bodySize: body.length,
    wireSize: body.length,
    url: 'http://x.example/',
  };
}

describe('readBody', () => {
  for (const [what, contentType, body, text, extension] of [
    ['formats JSON', 'application/json; charset=utf-8', '{"a":1}', '{\n  "a": 1\n}', 'json'],
    ['formats SCIM as JSON', 'application/scim+json', '[]', '[]', 'json'],
    ['formats XML', 'application/xml', '<a><b>1</b></a>', '<a>\n  <b>1</b>\n</a>', 'xml'],
    ['leaves broken XML as it came', 'text/xml', '<a><b></a>', '<a><b></a>', 'xml'],
    ['recognises JSON without a content type', '', ' {"a":1}', '{\n  "a": 1\n}', 'json'],
    ['keeps text', 'text/plain', 'hello', 'hello', 'txt'],
    ['keeps HTML', 'text/html', '<p>x', '<p>x', 'html'],
  ] as const) {
    it(what, async () => assert.deepEqual(await readBody(aResponse(contentType, body)), { text, extension }));
  }

  it('honours the charset', async () => {
    const { text } = await readBody(aResponse('text/plain; charset=iso-8859-1', new Uint8Array([0xe9])));
    assert.equal(text, 'é');
  });

  it('reads an unknown charset as UTF-8', async () => {
    assert.equal((await readBody(aResponse('text/plain; charset=klingon', 'é'))).text, 'é');
  });
});

describe('binaryExtension', () => {
  for (const [contentType, extension] of [
    ['image/png', 'png'],
    ['image/jpeg', 'jpg'],
    ['application/pdf', 'pdf'],
    ['application/octet-stream', 'bin'],
    ['application/json', undefined],
    ['', undefined],
  ] as const) {
    it(`takes ${contentType || 'no content type'} for ${extension ?? 'text'}`, () => {
      assert.equal(binaryExtension(aResponse(contentType, 'x')), extension);
    });
  }
});

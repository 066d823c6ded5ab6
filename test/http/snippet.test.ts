import assert from 'node:assert/strict';
import type { HttpRequest } from '../../src/http/request.js';
import { isSnippetId, SNIPPET_KINDS, toSnippet } from '../../src/http/snippet.js';

const JSON_REQUEST: HttpRequest = {
  method: 'POST',
  url: 'https://us2.api.concursolutions.com/a/b?limit=5&access_token=SECRET-1',
  headers: [
    ['Authorization', 'Bearer SECRET-2'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"Name": "Zoë\'s trip", "password": "SECRET-3"}',
};

describe('toSnippet', () => {
  for (const { id, label } of SNIPPET_KINDS) {
    assert.ok(isSnippetId(id));
    it(`writes ${label}, without a secret`, () => {
      const code = toSnippet(JSON_REQUEST, id);
      assert.doesNotMatch(code, /SECRET-\d/);
      assert.match(code, /YOUR_ACCESS_TOKEN/);
      assert.match(code, /us2\.api\.concursolutions\.com/);
      assert.match(code, /limit=5|limit[^\w]+5/);
      assert.match(code, /Zoë|Zo\\u/);
    });

    it(`writes ${label} of forms`, () => {
      const form: HttpRequest = {
        method: 'POST',
        url: 'https://example.com/token',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: 'grant_type=password&username=me%40x.com&password=SECRET-1',
      };
      const code = toSnippet(form, id);
      assert.match(code, /grant_type/);
      assert.match(code, /me(?:%40|@)x\.com/);
      assert.doesNotMatch(code, /SECRET-1/);
    });

    it(`writes ${label} of parts`, () => {
      const parts: HttpRequest = {
        method: 'POST',
        url: 'https://example.com/images',
        headers: [['Content-Type', 'multipart/form-data; boundary=xyz']],
        body: '--xyz\r\nContent-Disposition: form-data; name="note"\r\n\r\nlunch\r\n--xyz\r\nContent-Disposition: form-data; name="image"; filename="taxi.png"\r\nContent-Type: image/png\r\n\r\n...\r\n--xyz--\r\n',
      };
      const code = toSnippet(parts, id);
      assert.match(code, /lunch/);
      assert.match(code, /taxi\.png/);
    });
  }

  it('writes HTTP that can be read back', () => {
    assert.equal(
      toSnippet({ method: 'GET', url: 'https://a.com/x?y=1', headers: [['Accept', 'a/b']] }, 'http'),
      'GET /x?y=1 HTTP/1.1\nHost: a.com\nAccept: a/b',
    );
  });
});

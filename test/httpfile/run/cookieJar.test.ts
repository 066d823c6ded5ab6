import assert from 'node:assert/strict';
import { CookieJar } from '../../../src/httpfile/run/cookieJar.js';

describe('CookieJar', () => {
  let now: Date;

  beforeEach(() => {
    now = new Date('2026-01-01T00:00:00Z');
  });

  function jarWith(cookie: string, url = 'https://a.example.com/x/y'): CookieJar {
    const jar = new CookieJar(() => now);
    jar.keep(url, [['set-cookie', cookie]]);
    return jar;
  }

  for (const [what, cookie, url, expected] of [
    ['to its own host', 'a=1', 'https://a.example.com/x/z', 'a=1'],
    ['not to another host', 'a=1', 'https://b.example.com/x', undefined],
    ['not to a host below without a domain', 'a=1; Path=/', 'https://c.a.example.com/', undefined],
    ['to hosts of its domain', 'a=1; Domain=.example.com; Path=/', 'https://b.example.com/', 'a=1'],
    ["not for a domain that is not the server's", 'a=1; Domain=evil.com; Path=/', 'https://evil.com/', undefined],
    ['not for a top level', 'a=1; Domain=com; Path=/', 'https://b.com/', undefined],
    ['below its path', 'a=1; Path=/x', 'https://a.example.com/x/q', 'a=1'],
    ['not beside its path', 'a=1; Path=/x', 'https://a.example.com/xy', undefined],
    ['not in clear when it is secure', 'a=1; Path=/; Secure', 'http://a.example.com/', undefined],
    ['not when it has ended', 'a=1; Path=/; Max-Age=0', 'https://a.example.com/', undefined],
    ['not without a name', '=1', 'https://a.example.com/x/', undefined],
  ] as const) {
    it(`gives a cookie ${what}`, () => assert.equal(jarWith(cookie).headerFor(url), expected));
  }

  it('lets a cookie end', () => {
    const jar = jarWith('a=1; Path=/; Expires=Thu, 01 Jan 2026 01:00:00 GMT');
    assert.equal(jar.headerFor('https://a.example.com/'), 'a=1');
    now = new Date('2026-01-01T01:00:01Z');
    assert.equal(jar.headerFor('https://a.example.com/'), undefined);
  });

  it('replaces a cookie of the same name', () => {
    const jar = jarWith('a=1; Path=/');
    jar.keep('https://a.example.com/', [['Set-Cookie', 'a=2; Path=/']]);
    assert.equal(jar.headerFor('https://a.example.com/'), 'a=2');
  });
});

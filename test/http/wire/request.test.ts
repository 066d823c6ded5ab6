import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HttpRequest } from '../../../src/http/request.js';
import { multipartForm } from '../../../src/http/requestBody.js';
import { NodeTransport } from '../../../src/http/transport.js';
import { readTarget } from '../../../src/http/wire/requestTarget.js';
import { RawServer } from '../rawServer.js';

describe('readTarget', () => {
  for (const [url, path] of [
    ['http://x.example/a?b=c d', '/a?b=c%20d'],
    [`http://x.example/a?q="x"&f='y'`, `/a?q="x"&f='y'`],
    ['http://x.example/a/../b?%2f%2F', '/a/../b?%2f%2F'],
    ['http://x.example/ä?ö=%C3%B6#part', '/%C3%A4?%C3%B6=%C3%B6'],
    ['http://x.example', '/'],
    ['http://x.example?a=1', '/?a=1'],
  ] as const) {
    it(`keeps path and query of ${url}`, () => assert.equal(readTarget(url)?.path, path));
  }

  it('takes the brackets off an IPv6 address', () => {
    assert.deepEqual(readTarget('http://[::1]:81/a'), {
      isSecure: false,
      host: '::1',
      port: 81,
      path: '/a',
      authority: '[::1]:81',
    });
  });
});

describe('What goes on the wire', () => {
  /** Sends to a server that answers once it has seen all that is expected, and gives what it saw. */
  async function seen(request: Omit<HttpRequest, 'url'>, isAll: (text: string) => boolean, onHead?: string) {
    let text = '';
    const server = await new RawServer((socket, piece) => {
      text += piece;
      if (onHead && text.endsWith('\r\n\r\n') && text.split('\r\n\r\n').length === 2) socket.write(onHead);
      if (isAll(text)) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    }).listen();
    const transport = new NodeTransport();
    try {
      const { response } = await transport.send(
        { ...request, url: `${server.origin}/` },
        { timeoutMs: 3_000, followRedirects: true },
      );
      return { text, status: response.status };
    } finally {
      transport.dispose();
      await server.close();
    }
  }

  it('has headers in their order, letter case and number', async () => {
    const { text } = await seen(
      {
        method: 'PROPFIND',
        headers: [
          ['X-b', '1'],
          ['x-A', '2'],
          ['X-b', '3'],
          ['Accept-Encoding', 'identity'],
        ],
      },
      (all) => all.endsWith('\r\n\r\n'),
    );
    const lines = text.split('\r\n').filter((line) => /^x-|^accept-e|^PROP/i.test(line));
    assert.deepEqual(lines, ['PROPFIND / HTTP/1.1', 'X-b: 1', 'x-A: 2', 'X-b: 3', 'Accept-Encoding: identity']);
  });

  it('has files within a form, with the length of all', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'concur-form-'));
    const file = path.join(folder, 'receipt.txt');
    await writeFile(file, 'x'.repeat(300_000));
    const form = multipartForm(
      [
        { name: 'a"b', value: 'ä' },
        { name: 'file', value: { kind: 'file', path: file, fileName: 'r.txt', mediaType: 'text/plain' } },
      ],
      'cut-here',
    );
    const { text } = await seen({ method: 'POST', ...form }, (all) => all.endsWith('--cut-here--\r\n'));
    const [head = '', ...body] = text.split('\r\n\r\n');
    assert.match(head, new RegExp(`Content-Length: ${body.join('\r\n\r\n').length}(\r\n|$)`));
    assert.ok(!/transfer-encoding/i.test(head));
    assert.match(
      text,
      /name="a%22b"\r\n\r\nÃ¤\r\n--cut-here\r\n.*filename="r.txt"\r\nContent-Type: text\/plain\r\n\r\nx{300000}\r\n/s,
    );
    await rm(folder, { recursive: true });
  });

  it('keeps the body back until it is wanted, and keeps it when it is not', async () => {
    const request = { method: 'POST', headers: [['Expect', '100-continue']], body: 'the body' } as const;
    const wanted = await seen(request, (all) => all.endsWith('the body'), 'HTTP/1.1 100 Continue\r\n\r\n');
    assert.equal(wanted.status, 204);
    const refused = await seen(
      request,
      () => false,
      'HTTP/1.1 417 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
    assert.equal(refused.status, 417);
    assert.ok(!refused.text.includes('the body'));
  });
});

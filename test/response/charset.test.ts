import assert from 'node:assert/strict';
import { charsetOf } from '../../src/response/charset.js';

describe('charsetOf', () => {
  for (const [what, contentType, body, charset] of [
    ['takes what the header says', 'text/plain; charset=ISO-8859-1', 'x', 'iso-8859-1'],
    ['reads a quoted one', 'text/xml; charset="windows-1252"', 'x', 'windows-1252'],
    ['takes UTF-8 where nothing is said', 'application/json', '{}', 'utf-8'],
    ['takes UTF-8 for what nobody knows', 'text/plain; charset=klingon', 'x', 'utf-8'],
    ['asks XML itself', 'text/xml', '<?xml version="1.0" encoding="ISO-8859-2"?><a/>', 'iso-8859-2'],
    ['asks HTML itself', 'text/html', '<html><meta charset="shift_jis">', 'shift_jis'],
    ['believes the header before XML', 'text/xml; charset=utf-8', '<?xml version="1.0" encoding="latin1"?>', 'utf-8'],
    ['believes a byte order mark before the header', 'text/plain; charset=latin1', '\ufeffx', 'utf-8'],
  ] as const) {
    it(what, () => assert.equal(charsetOf([['Content-Type', contentType]], Buffer.from(body)), charset));
  }

  it('knows UTF-16 by its byte order mark', () => {
    assert.equal(charsetOf([], Buffer.from('\ufeffx', 'utf16le')), 'utf-16le');
    assert.equal(charsetOf([], Buffer.from([0xfe, 0xff, 0, 0x78])), 'utf-16be');
  });
});

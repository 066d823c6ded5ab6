import { crc32, deflateRawSync } from 'node:zlib';

/** A file that a batch or job made. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;

/** A ZIP archive of a few small files (PKWARE's APPNOTE), all with the same time. */
export function writeZip(files: readonly TextFile[], at: Date): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const shared = Buffer.concat([
      shorts(VERSION, UTF8_NAMES, DEFLATE, dosTime(at), dosDate(at)),
      longs(crc32(content), packed.length, content.length),
      shorts(nameBytes.length, 0),
    ]);
    const local = Buffer.concat([longs(0x04034b50), shared, nameBytes, packed]);
    // In the directory: made by which version, then comment length, disk and attributes, and where the file begins.
    directory.push(
      Buffer.concat([longs(0x02014b50), shorts(VERSION), shared, shorts(0, 0, 0), longs(0, offset), nameBytes]),
    );
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.concat([
    longs(0x06054b50),
    shorts(0, 0, files.length, files.length),
    longs(entries.length, offset),
    shorts(0),
  ]);
  return Buffer.concat([...parts, entries, end]);
}

function shorts(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2);
  return buffer;
}

function longs(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4);
  return buffer;
}

function dosTime(at: Date): number {
  return (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
}

function dosDate(at: Date): number {
  return ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
}

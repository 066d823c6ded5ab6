import type { ImageFile } from './imageKinds.js';
import type { PdfPicture } from './pdfFile.js';

/** A PNG or JPEG in the form that PDF takes over as it is; undefined where it would have to be converted. */
export function toPdfPicture({ mediaType, bytes }: ImageFile): PdfPicture | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === 'image/png') return fromPng(data);
  return mediaType === 'image/jpeg' ? fromJpeg(data) : undefined;
}

/** Grey and coloured PNGs without transparency: their rows are packed just as PDF reads them. */
function fromPng(data: Buffer): PdfPicture | undefined {
  const parts: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = 8; at + 8 <= data.length; ) {
    const end = at + 8 + data.readUInt32BE(at);
    const name = data.toString('latin1', at + 4, at + 8);
    if (name === 'IHDR') header = data.subarray(at + 8, end);
    if (name === 'IDAT') parts.push(data.subarray(at + 8, end));
    at = end + 4;
  }
  if (!header || header.length < 13 || parts.length === 0) return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const colors = { 0: 1, 2: 3 }[header.readUInt8(9)];
  const isInterlaced = header.readUInt8(12) !== 0;
  if (colors === undefined || isInterlaced || width === 0 || height === 0) return undefined;
  const bits = header.readUInt8(8);
  const space = colors === 1 ? '/DeviceGray' : '/DeviceRGB';
  const parameters = `<< /Predictor 15 /Colors ${colors} /BitsPerComponent ${bits} /Columns ${width} >>`;
  const entries = `/ColorSpace ${space} /BitsPerComponent ${bits} /Filter /FlateDecode /DecodeParms ${parameters}`;
  return { width, height, entries, data: Buffer.concat(parts) };
}

function fromJpeg(data: Buffer): PdfPicture | undefined {
  for (let at = 2; at + 10 <= data.length && data[at] === 0xff; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!isFrame) continue;
    const [height, width] = [data.readUInt16BE(at + 5), data.readUInt16BE(at + 7)];
    const space = { 1: '/DeviceGray', 3: '/DeviceRGB' }[data.readUInt8(at + 9)];
    if (space === undefined || width === 0 || height === 0) return undefined;
    return { width, height, entries: `/ColorSpace ${space} /BitsPerComponent 8 /Filter /DCTDecode`, data };
  }
  return undefined;
}

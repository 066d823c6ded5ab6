import { crc32, deflateSync } from 'node:zlib';

/** Letters of three by five dots: five rows, each an octal digit whose bits are the dots. */
const GLYPHS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '0:75557 1:26227 2:71747 3:71717 4:55711 5:74717 6:74757 7:71122 8:75757 9:75717 A:25755 B:65656 C:34443 ' +
    'D:65556 E:74647 F:74644 G:34553 H:55755 I:72227 J:11152 K:55655 L:44447 M:57755 N:65555 O:25552 P:65644 ' +
    'Q:25563 R:65655 S:34216 T:72222 U:55557 V:55552 W:55775 X:55255 Y:55222 Z:71247 .:00002 ,:00024 -:00700 ::02020 /:11244 ' +
    '(:12221 ):42224 &:25253'
  )
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(2)] as const),
);

const DOT = 4;
const GLYPH_WIDTH = 4 * DOT;
const LINE_HEIGHT = 8 * DOT;
const MARGIN = 24;
const COLUMNS = 24;
/** A multiple of eight, so that rows are whole bytes. */
const WIDTH = COLUMNS * GLYPH_WIDTH + 2 * MARGIN;

/** Draws lines of a receipt as a black and white PNG of about a kilobyte; long lines are broken. */
export function drawReceipt(lines: readonly string[]): Uint8Array {
  const wrapped = lines.flatMap((line) =>
    line === '' ? [''] : (plain(line).match(new RegExp(`.{1,${COLUMNS}}`, 'g')) ?? []),
  );
  const height = wrapped.length * LINE_HEIGHT + 2 * MARGIN;
  const stride = WIDTH / 8;
  const dots = new Uint8Array(height * stride).fill(0xff);
  wrapped.forEach((line, row) => {
    [...line].forEach((character, column) => {
      drawGlyph(dots, stride, MARGIN + column * GLYPH_WIDTH, MARGIN + row * LINE_HEIGHT, character);
    });
  });
  const rows = Buffer.alloc(height * (stride + 1)); // every row starts with its filter, 0: none
  for (let y = 0; y < height; y++) rows.set(dots.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8); // one bit a dot, grey
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Text with the letters that can be drawn: capitals without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

function drawGlyph(dots: Uint8Array, stride: number, left: number, top: number, character: string): void {
  [...(GLYPHS[character] ?? '00000')].forEach((digit, row) => {
    for (let column = 0; column < 3; column++) {
      if ((Number(digit) & (4 >> column)) === 0) continue;
      for (let y = top + row * DOT; y < top + (row + 1) * DOT; y++) {
        for (let x = left + column * DOT; x < left + (column + 1) * DOT; x++) {
          const at = y * stride + (x >> 3);
          dots[at] = (dots[at] ?? 0) & ~(0x80 >> (x & 7));
        }
      }
    }
  });
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

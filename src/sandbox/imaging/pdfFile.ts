/** A picture as PDF has it inside: its data and the entries of its dictionary that say how to read them. */
export interface PdfPicture {
  readonly width: number;
  readonly height: number;
  /** e.g. `/Filter /DCTDecode` */
  readonly entries: string;
  readonly data: Uint8Array;
}

/** A page: a picture as large as the page allows, or lines of text. */
export type PdfPage = PdfPicture | readonly string[];

/** A4 in points. */
const WIDTH = 595;
const HEIGHT = 842;
const MARGIN = 48;
const LINE_HEIGHT = 18;

/** Writes the smallest PDF that shows these pages. */
export function writePdf(pages: readonly PdfPage[]): Uint8Array {
  const objects: Buffer[] = [];
  const first = 4; // 1 catalogue, 2 pages, 3 font; then three for each page
  const numbers = pages.map((_, index) => first + index * 3);
  objects.push(
    text('<< /Type /Catalog /Pages 2 0 R >>'),
    text(`<< /Type /Pages /Count ${pages.length} /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] >>`),
    text('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
  );
  pages.forEach((page, index) => {
    const number = first + index * 3;
    objects.push(
      text(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents ${number + 1} 0 R ` +
          `/Resources << /Font << /F1 3 0 R >> /XObject << /P ${number + 2} 0 R >> >> >>`,
      ),
      stream('', text(isPicture(page) ? showPicture(page) : showLines(page))),
      isPicture(page) ? pictureObject(page) : text('null'),
    );
  });
  return assemble(objects);
}

function isPicture(page: PdfPage): page is PdfPicture {
  return 'data' in page;
}

function assemble(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [text('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')];
  let length = parts[0]?.length ?? 0;
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    const part = Buffer.concat([text(`${index + 1} 0 obj\n`), object, text('\nendobj\n')]);
    offsets.push(length);
    length += part.length;
    parts.push(part);
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    text(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function showPicture({ width, height }: PdfPicture): string {
  const scale = Math.min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN) / height, 1);
  const bottom = HEIGHT - MARGIN - height * scale;
  return `q ${(width * scale).toFixed(2)} 0 0 ${(height * scale).toFixed(2)} ${MARGIN} ${bottom.toFixed(2)} cm /P Do Q`;
}

function showLines(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escapeText(line)}) Tj T*`).join(' ');
  return `BT /F1 12 Tf ${LINE_HEIGHT} TL ${MARGIN} ${HEIGHT - MARGIN} Td ${shown} ET`;
}

/** Letters beyond Latin 1 cannot be shown by the font. */
function escapeText(line: string): string {
  return line.replace(/[^\x20-\x7e\xa1-\xff]/gu, '?').replace(/[\\()]/g, '\\$&');
}

function pictureObject({ width, height, entries, data }: PdfPicture): Buffer {
  return stream(`/Type /XObject /Subtype /Image /Width ${width} /Height ${height} ${entries} `, Buffer.from(data));
}

function stream(entries: string, data: Buffer): Buffer {
  return Buffer.concat([text(`<< ${entries}/Length ${data.length} >>\nstream\n`), data, text('\nendstream')]);
}

function text(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}

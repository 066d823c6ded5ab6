import type { ImageFile } from './imageKinds.js';
import { type PdfPage, writePdf } from './pdfFile.js';
import { toPdfPicture } from './pdfPicture.js';

/**
 * One PDF with a page for every file, in order. What cannot be shown without being converted (PDF, GIF, TIFF and some
 * PNG) gets a page that names it instead.
 */
export function bundle(files: readonly ImageFile[]): ImageFile {
  return { mediaType: 'application/pdf', bytes: writePdf(files.map(toPage)) };
}

function toPage(file: ImageFile, index: number): PdfPage {
  return toPdfPicture(file) ?? [`Receipt ${index + 1}`, `${file.mediaType}, ${file.bytes.length} bytes`];
}

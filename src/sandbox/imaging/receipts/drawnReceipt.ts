import { isRecord } from '../../protocol/xml.js';
import { bundle } from '../bundle.js';
import type { ImageFile } from '../imageKinds.js';
import { writePdf } from '../pdfFile.js';
import type { PostedReceipt } from './postedReceipt.js';

const MOST_LINES = 40;

/** The image of a receipt: the one that came with it, else a PDF of its data. */
export function imageOf({ image, data }: PostedReceipt): ImageFile {
  if (image) return image;
  const receipt = data?.receipt ?? {};
  const seller = isRecord(receipt.seller) ? receipt.seller.name : undefined;
  const items = Array.isArray(receipt.lineItems) ? receipt.lineItems.filter(isRecord) : [];
  const lines = [
    seller,
    receipt.dateTime,
    receipt.reference,
    '',
    ...items.slice(0, MOST_LINES).map(({ description, total }) => `${description}  ${total}`),
    '',
    `Total ${receipt.total} ${receipt.currencyCode}`,
  ];
  return { mediaType: 'application/pdf', bytes: writePdf([lines.filter((line) => typeof line === 'string')]) };
}

/** TIFF becomes PDF, as images without data do; all else stays. */
export function drawsAsPdf(file: ImageFile): ImageFile {
  return file.mediaType === 'image/tiff' ? bundle([file]) : file;
}

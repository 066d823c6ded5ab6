/** Kinds of files that receipts come as. */
export type ImageType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/gif' | 'image/tiff';

/** A file with a receipt. */
export interface ImageFile {
  readonly mediaType: ImageType;
  readonly bytes: Uint8Array;
}

/** How the kinds that start with a mark of their own start; a PDF may have other bytes before its mark. */
const MARKS: readonly (readonly [ImageType, string])[] = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF87a'],
  ['image/gif', 'GIF89a'],
  ['image/tiff', 'II*\0'],
  ['image/tiff', 'MM\0*'],
];

const PDF_MARK_WITHIN = 1024;

/** What bytes really are, whatever their sender says; undefined when they are no receipt. */
export function sniff(bytes: Uint8Array): ImageType | undefined {
  const start = Buffer.from(bytes.subarray(0, PDF_MARK_WITHIN)).toString('latin1');
  return (
    MARKS.find(([, mark]) => start.startsWith(mark))?.[0] ?? (start.includes('%PDF-') ? 'application/pdf' : undefined)
  );
}

/** Whether a PDF is encrypted or has a password, so that nobody could show it. */
export function isEncrypted({ mediaType, bytes }: ImageFile): boolean {
  return (
    mediaType === 'application/pdf' && /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(Buffer.from(bytes).toString('latin1'))
  );
}

/** The kind that a `Content-Type` stands for; `image/jpg`, `image/tif` and others are met beside the proper names. */
export function imageTypeOf(mediaType: string): ImageType | undefined {
  switch (mediaType.toLowerCase()) {
    case 'application/pdf':
    case 'application/x-pdf':
      return 'application/pdf';
    case 'image/jpeg':
    case 'image/jpg':
    case 'image/pjpeg':
      return 'image/jpeg';
    case 'image/png':
    case 'image/x-png':
      return 'image/png';
    case 'image/gif':
      return 'image/gif';
    case 'image/tiff':
    case 'image/tif':
      return 'image/tiff';
    default:
      return undefined;
  }
}

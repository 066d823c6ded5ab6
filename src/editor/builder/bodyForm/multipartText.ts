/** Multipart bodies as text: parts between boundaries, files as lines `< path`, as in a request file. */

/** One part of the text. */
export interface TextPart {
  readonly headers: readonly (readonly [string, string])[];
  readonly content: string;
}

/** The parts of a body, with the boundary between them. */
export interface MultipartText {
  readonly boundary: string;
  readonly parts: readonly TextPart[];
}

/** The boundary that a `Content-Type` names. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  return quoted ?? plain;
}

/** The path of a text that stands for a file, `< path`; undefined for any other text. */
export function filePathOf(text: string): string | undefined {
  return /^\s*<\s+(\S[^\n]*?)\s*$/.exec(text)?.[1];
}

/** Undefined where the text is not in parts of this content type. */
export function readMultipart(text: string, contentType: string): MultipartText | undefined {
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return undefined;
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const parts: TextPart[] = [];
  let current: string[] | undefined;
  for (const line of lines) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}` || mark === `--${boundary}--`) {
      if (current) parts.push(readPart(current));
      current = mark.endsWith('--') && mark !== `--${boundary}` ? undefined : [];
      if (!current) return { boundary, parts };
    } else current?.push(line);
  }
  return undefined;
}

function readPart(lines: readonly string[]): TextPart {
  const blank = lines.findIndex((line) => line.trim() === '');
  const head = blank < 0 ? lines : lines.slice(0, blank);
  const headers = head.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : [];
  });
  return { headers, content: blank < 0 ? '' : lines.slice(blank + 1).join('\n') };
}

/** Writes parts as {@link readMultipart} reads them. */
export function writeMultipart({ boundary, parts }: MultipartText): string {
  const texts = parts.map(({ headers, content }) =>
    [`--${boundary}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', content].join('\n'),
  );
  return [...texts, `--${boundary}--`, ''].join('\n');
}

/** What the `Content-Disposition` of a part says. */
export function dispositionOf({ headers }: TextPart): { readonly name: string; readonly fileName: string | undefined } {
  const value = headers.find(([name]) => name.toLowerCase() === 'content-disposition')?.[1] ?? '';
  return {
    name: /(?:^|[;\s])name="([^"]*)"/i.exec(value)?.[1] ?? '',
    fileName: /(?:^|[;\s])filename="([^"]*)"/i.exec(value)?.[1],
  };
}

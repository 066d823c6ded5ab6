import { l10n } from 'vscode';
import type { ResultView } from '../../builder/resultView.js';
import { CORRELATION_HEADER } from '../../http/correlation.js';
import type { Exchange, Timings } from '../../http/exchange.js';
import { headerValue } from '../../http/request.js';
import { binaryExtension, decodeBody, readBody, textFormatOf } from '../../response/format.js';
import { formatDuration, formatSize } from '../../response/summary.js';

/** Characters that the page draws at once. */
const MOST_CHARACTERS = 100_000;
/** Bytes of a body that are formatted for the pane; larger ones are shown as they came. */
const MOST_FORMATTED = 1024 * 1024;
/** Bytes of an image that goes into the page. */
const MOST_IMAGE = 5 * 1024 * 1024;
/** Bytes of a list that is offered as a table. */
const MOST_TABLE = 20 * 1024 * 1024;

/** What the result pane shows of an answer. Nothing of it is more than a page can draw. */
export async function toResultView(exchange: Exchange, index: number, count: number): Promise<ResultView> {
  const { id, startedAt, request, response, timings } = exchange;
  const correlationId =
    headerValue(response.headers, CORRELATION_HEADER) ?? headerValue(request.headers, CORRELATION_HEADER);
  return {
    exchangeId: id,
    index,
    count,
    sentAt: startedAt.toLocaleTimeString(),
    status: `${response.status} ${response.statusText}`.trim(),
    isRefused: response.status >= 400,
    duration: formatDuration(timings.totalMs),
    size: formatSize(response.bodySize),
    phases: phasesOf(timings),
    headers: response.headers.map(([name, value]) => [name, value]),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(await bodyOf(exchange)),
  };
}

function phasesOf(timings: Timings): ResultView['phases'] {
  const { queueMs = 0, dnsMs = 0, connectMs = 0, tlsMs = 0, firstByteMs, downloadMs } = timings;
  const waiting = Math.max(0, firstByteMs - queueMs - dnsMs - connectMs - tlsMs);
  return [
    [l10n.t('queue'), queueMs],
    [l10n.t('DNS'), dnsMs],
    [l10n.t('connect'), connectMs],
    [l10n.t('TLS'), tlsMs],
    [l10n.t('waiting'), waiting],
    [l10n.t('download'), downloadMs],
  ].flatMap(([name, ms]) =>
    typeof ms === 'number' && ms > 0 ? [{ name: String(name), ms, label: formatDuration(ms) }] : [],
  );
}

async function bodyOf({
  response,
}: Exchange): Promise<Pick<ResultView, 'text' | 'language' | 'cut' | 'image' | 'about' | 'hasTable'>> {
  const { body, bodySize, headers } = response;
  const plain = { text: '', language: 'text', hasTable: false } as const;
  if (bodySize === 0) return { ...plain, about: l10n.t('The answer has no body.') };
  const binary = binaryExtension(response);
  if (binary !== undefined) {
    const type = headerValue(headers, 'content-type')?.split(';')[0]?.trim() ?? '';
    const isImage = /^image\/(?:png|jpe?g|gif|webp|bmp|avif)$/i.test(type);
    if (isImage && response.bodyFile === undefined && bodySize <= MOST_IMAGE) {
      return { ...plain, image: `data:${type};base64,${Buffer.from(body).toString('base64')}` };
    }
    return {
      ...plain,
      about: l10n.t('{0}, {1}. Open it in a tab to see or save it.', type || binary, formatSize(bodySize)),
    };
  }
  const format = textFormatOf(response);
  const language = format === 'json' || format === 'xml' ? format : 'text';
  const isWhole = response.bodyFile === undefined && body.length <= MOST_FORMATTED;
  const text = isWhole
    ? (await readBody(response)).text
    : decodeBody({ headers, body: body.subarray(0, 2 * MOST_CHARACTERS) });
  const hasTable = language === 'json' && bodySize <= MOST_TABLE && /[[{]/.test(text.slice(0, 1000));
  if (isWhole && text.length <= MOST_CHARACTERS) return { text, language, hasTable };
  const end = text.lastIndexOf('\n', MOST_CHARACTERS);
  const shown = text.slice(0, end > MOST_CHARACTERS / 2 ? end : MOST_CHARACTERS);
  const cut = l10n.t('The beginning of {0}. Open it in a tab to see all of it.', formatSize(bodySize));
  return { text: shown, language, hasTable, cut };
}

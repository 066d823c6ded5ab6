import { text as readAll } from 'node:stream/consumers';
import { curlToHttp } from '../../httpfile/curl/curlToHttp.js';
import { isCurl, readCurl } from '../../httpfile/curl/readCurl.js';
import { type Options, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';

/**
 * `concur curl 'curl -X POST ...'`: the command as a request of an `.http` file. Without an argument it is read from
 * the standard input, in which nothing needs to be quoted.
 */
export async function readCurlCommand(words: readonly string[], options: Options, output: Output): Promise<number> {
  const command = words.length > 0 ? words.join(' ') : await readAll(process.stdin);
  if (!isCurl(command))
    throw new UsageError("This is no curl command. Quote all of it: concur curl 'curl https://...'");
  const { text, notes } = curlToHttp(command);
  if (text === undefined) throw new UsageError('The command names no URL. Write it behind curl.');
  for (const { message } of notes) output.note(message);
  if (options.json) output.out(toJson(readCurl(command)));
  else output.out(text.trimEnd());
  return 0;
}

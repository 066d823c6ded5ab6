/** The sentences of what can be missing where variables come from outside the file. */
import type { TextRange } from '../../kernel/text.js';
import type { HttpFinding } from '../nodes.js';

function unknown(message: string, range: TextRange): HttpFinding {
  return { code: 'unknownVariable', severity: 'error', message, range };
}

/** `{{$dotenv NAME}}` that no `.env` file sets. */
export function unsetDotenv(name: string, range: TextRange): HttpFinding {
  return unknown(`No .env file beside this file or above it sets ${name}. Add a line ${name}=value to one.`, range);
}

/** `{{$concur.token}}` and its like without a connection that knows it. */
export function unknownOfConnection(name: string, range: TextRange): HttpFinding {
  return unknown(`No connection says what ${name} is. Sign in to one, or start the local sandbox.`, range);
}

/** `{{name.response...}}` of a request that was not answered in this run. */
export function notAnswered(name: string, range: TextRange): HttpFinding {
  return unknown(`The request ${name} has not been answered yet. Send it first.`, range);
}

/** `{{name.response.body.$.id}}` where the answer holds no such thing. */
export function notInAnswer(name: string, path: string, range: TextRange): HttpFinding {
  return unknown(`The answer to ${name} holds nothing at ${path}. Look at its answer, and correct the path.`, range);
}

/** A path that cannot be read as such. */
export function badPath(path: string, range: TextRange): HttpFinding {
  return {
    code: 'badArgument',
    severity: 'error',
    message: `${path} is no path that can be read here. Write JSONPath such as $.Items[0].ID, or XPath such as //ID.`,
    range,
  };
}

/** The sentences of everything that can be found in an `.http` file. */
import type { TextRange } from '../kernel/text.js';
import type { HttpFinding } from './nodes.js';

export function missingUrl(method: string, range: TextRange): HttpFinding {
  return {
    code: 'missingUrl',
    severity: 'error',
    message: `${method} needs a URL on the same line, for example: ${method} /api/v3.0/expense/reports`,
    range,
  };
}

export function noRequest(range: TextRange): HttpFinding {
  return {
    code: 'noRequest',
    severity: 'error',
    message:
      'A request line is expected here, such as GET /path or POST https://host/path. Start the line with # if it is a comment.',
    range,
  };
}

/** `import file` or `run request`. */
export function notSupported(range: TextRange): HttpFinding {
  return {
    code: 'notSupported',
    severity: 'hint',
    message:
      'Only JetBrains’ client imports and runs requests of other files. Send the request from the file it is in.',
    range,
  };
}

/** Text below a cURL command. */
export function strayText(range: TextRange): HttpFinding {
  return {
    code: 'noRequest',
    severity: 'warning',
    message:
      'This line is not part of the cURL command above. End the line before with \\ to go on with it, or start this one with #.',
    range,
  };
}

export function missingBlankLine(range: TextRange): HttpFinding {
  return {
    code: 'missingBlankLine',
    severity: 'warning',
    message:
      'This line is taken for the start of the body. Put an empty line before it, so that other tools do so, too.',
    range,
  };
}

export function unclosedScript(range: TextRange): HttpFinding {
  return {
    code: 'unclosedScript',
    severity: 'warning',
    message: 'Nothing ends what starts here, so that all the lines up to the next ### belong to it. Close it.',
    range,
  };
}

/** @param why what of the command cannot be read */
export function badCurl(why: string, range: TextRange): HttpFinding {
  return { code: 'badCurl', severity: 'error', message: why, range };
}

export function badHeader(range: TextRange): HttpFinding {
  return {
    code: 'badHeader',
    severity: 'error',
    message:
      'A header is expected here: a name without spaces, a colon, a value. Leave an empty line before the body if this belongs to it.',
    range,
  };
}

export function badVariable(range: TextRange): HttpFinding {
  return {
    code: 'badVariable',
    severity: 'error',
    message:
      'A variable is written @name = value. To say something about the request below, start the line with #, as in # @name listReports.',
    range,
  };
}

export function duplicateName(name: string, range: TextRange): HttpFinding {
  return {
    code: 'duplicateName',
    severity: 'warning',
    message: `Another request above is named ${name}, too. Give this one a name of its own, so that each can be picked by it.`,
    range,
  };
}

export function duplicateVariable(name: string, range: TextRange): HttpFinding {
  return {
    code: 'duplicateVariable',
    severity: 'warning',
    message: `${name} is set above, too; this later value counts in the whole file. Keep one of them, or rename one.`,
    range,
  };
}

export function unknownVariable(name: string, range: TextRange): HttpFinding {
  return {
    code: 'unknownVariable',
    severity: 'error',
    message: `Nothing sets the variable ${name}. Add a line @${name} = value above the request, or set it where the file is run.`,
    range,
  };
}

/** `{{$name}}` that this product does not know. */
export function unknownSystemVariable(name: string, range: TextRange): HttpFinding {
  return {
    code: 'unknownVariable',
    severity: 'error',
    message: `There is no built-in variable ${name}. Use $guid, $timestamp, $randomInt, $datetime or $processEnv.`,
    range,
  };
}

/** `{{$processEnv NAME}}` of a variable that is not set. */
export function unsetEnvironment(name: string, range: TextRange): HttpFinding {
  return {
    code: 'unknownVariable',
    severity: 'error',
    message: `The environment variable ${name} is not set. Set it, then start the editor or the terminal again.`,
    range,
  };
}

/** @param usage how the built-in variable is written */
export function badArgument(usage: string, range: TextRange): HttpFinding {
  return { code: 'badArgument', severity: 'error', message: `This is written ${usage}.`, range };
}

export function variableCycle(name: string, range: TextRange): HttpFinding {
  return {
    code: 'variableCycle',
    severity: 'error',
    message: `The value of ${name} leads back to ${name} itself. Give one of the variables on the way a value of its own.`,
    range,
  };
}

export function variableTooLarge(name: string, range: TextRange): HttpFinding {
  return {
    code: 'variableTooLarge',
    severity: 'error',
    message: `${name} leads through too many other variables, or makes the request too long. Write its value out, or shorten it.`,
    range,
  };
}

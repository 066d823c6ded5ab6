import type { Callout } from '../../../callouts/callout.js';
import { CalloutValueError, type CalloutValues, composeBody } from '../../../callouts/message.js';
import { Refusal } from '../../protocol/refusal.js';

/** The body of a callout. @throws {Refusal} 400 for a value that does not fit its field */
export function writeMessage(callout: Callout, values: CalloutValues): string | undefined {
  try {
    return composeBody(callout, values);
  } catch (error) {
    if (error instanceof CalloutValueError) throw new Refusal(400, error.message);
    throw error;
  }
}

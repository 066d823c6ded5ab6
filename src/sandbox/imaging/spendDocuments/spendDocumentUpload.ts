import * as z from 'zod/mini';
import type { Company } from '../../company/company.js';
import type { Person } from '../../company/people.js';
import type { SandboxCall } from '../../context.js';
import { isAdministrator, loginOf } from '../../identity/caller.js';
import { Refusal } from '../../protocol/refusal.js';
import type { ImageFile } from '../imageKinds.js';
import { isMultipart, readParts } from '../multipart.js';
import { readJsonPart } from '../receipts/receiptUploads.js';
import { checkFile, type FileRules } from '../uploads.js';

/** Files that Spend Documents v4 takes (/api-reference/spend-documents/post-receipt.html); it names no size. */
const RULES: FileRules = {
  types: ['application/pdf', 'image/jpeg', 'image/png', 'image/gif'],
  maxBytes: 25 * 1024 * 1024,
};

const word = z.optional(z.string().check(z.maxLength(256)));
const receiptPart = z.object({
  metadata: z.optional(
    z.object({
      userId: word,
      companyId: word,
      origin: word,
      provider: word,
      feature: word,
      captureMethod: word,
      forwardId: word,
      complianceCountryCode: word,
      category: word,
    }),
  ),
});

/** An uploaded receipt, read and checked. */
export interface Upload {
  readonly owner: Person;
  readonly file: ImageFile;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Reads an upload; the file may be called `image` (sample of the page) or `document` (its table). @throws {Refusal} */
export async function readUpload(call: SandboxCall, company: Company): Promise<Upload> {
  if (!isMultipart(call)) throw new Refusal(400, 'Send a form with the parts receipt and image.');
  const parts = await readParts(call);
  const receipt = receiptPart.safeParse(readJsonPart(parts, 'receipt'));
  if (!receipt.success) {
    const [issue] = receipt.error.issues;
    throw new Refusal(400, `receipt.${issue?.path.join('.') ?? ''} has to be a text of at most 256 characters.`);
  }
  const part = parts.find(({ name }) => name === 'image' || name === 'document');
  if (!part) throw new Refusal(400, 'The form has no part image.');
  const { userId, companyId, ...words } = receipt.data.metadata ?? {};
  if (companyId !== undefined && companyId.toLowerCase() !== company.id) {
    throw new Refusal(400, 'metadata.companyId is not the company of the token.');
  }
  const owner = readOwner(call, userId, company);
  const metadata = Object.entries(words).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { owner, file: checkFile(part, RULES, 400), metadata: Object.fromEntries(metadata) };
}

function readOwner(call: SandboxCall, userId: string | undefined, company: Company): Person {
  const caller = call.get('caller');
  const wanted = userId ?? loginOf(caller);
  if (wanted === undefined) throw new Refusal(400, 'metadata.userId is missing and the token belongs to no person.');
  const person = company.findPerson(wanted);
  if (!person || person.isDeleted) throw new Refusal(404, `Nobody has the id ${wanted}.`);
  if (person.login !== loginOf(caller) && !isAdministrator(caller)) {
    throw new Refusal(403, 'Only an administrator may upload receipts of others.');
  }
  return person;
}

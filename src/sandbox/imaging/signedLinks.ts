import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../context.js';
import { Refusal } from '../protocol/refusal.js';
import { ENTITY_CODE } from './entityCode.js';
import { answerFile } from './fileAnswer.js';
import type { ImageFiles, ImageRef } from './imageFiles.js';

const LIFE_MS = 15 * 60_000;

const kinds = z.enum(['receipt', 'entry', 'report', 'invoice']);

/** Makes links to files that work for 15 minutes and without a token (/api-reference/image/v1.image.html). */
export class SignedLinks {
  readonly #key = randomBytes(32);
  readonly #context: SandboxContext;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  linkTo(ref: ImageRef): string {
    const ends = String(this.#context.now().getTime() + LIFE_MS);
    const query = new URLSearchParams({ id: ref.id, e: ENTITY_CODE, t: ref.kind, ends });
    return `${this.#context.url}/file/${ENTITY_CODE}/${this.#sign(ref, ends)}?${query}`;
  }

  /** Serves the links. */
  register(app: SandboxApp, files: ImageFiles): void {
    app.get('/file/:entity/:signature', (call) => {
      const { id = '', t, ends = '' } = call.req.query();
      const kind = kinds.safeParse(t).data;
      if (kind === undefined || !this.#isSigned({ kind, id }, ends, call.req.param('signature'))) {
        throw new Refusal(403, 'The link is not one of this sandbox; take its &amp; for & and use it whole.');
      }
      if (Number(ends) < this.#context.now().getTime()) throw new Refusal(403, 'The link has ended after 15 minutes.');
      const file = files.find({ kind, id });
      if (!file) throw new Refusal(404, 'The image has been deleted.');
      return answerFile(call, file);
    });
  }

  #isSigned(ref: ImageRef, ends: string, signature: string): boolean {
    const [expected, given] = [Buffer.from(this.#sign(ref, ends)), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  #sign({ kind, id }: ImageRef, ends: string): string {
    return createHmac('sha256', this.#key).update(`${kind}\n${id}\n${ends}`).digest('hex').toUpperCase();
  }
}

import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import type { Entry } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import { isAdministrator, loginOf } from '../identity/caller.js';
import { soleOwner } from '../identity/owners.js';
import { answerXmlOrJson } from '../protocol/answers.js';
import { Refusal } from '../protocol/refusal.js';
import type { ImageOwner } from './imageBook.js';
import type { ImageFiles, ImageRef } from './imageFiles.js';
import type { ImageFile } from './imageKinds.js';
import type { SignedLinks } from './signedLinks.js';
import { readImageBody } from './uploads.js';

/** Namespace of the element Image. */
export const IMAGE_NAMESPACE = 'http://www.concursolutions.com/api/image/2011/02';

const BASE = '/api/image/v1.0';

/** Image v1 (/api-reference/image/v1.image.html). */
export function registerImageV1(app: SandboxApp, context: SandboxContext, files: ImageFiles, links: SignedLinks): void {
  const allowed = context.allow('IMAGE');
  const { images, reports } = context.books;
  const idOf = (call: SandboxCall): string => call.req.param('id') ?? '';

  const requireOwner = (call: SandboxCall, login: string): void => {
    const caller = call.get('caller');
    if (loginOf(caller) === login || isAdministrator(caller)) return;
    throw new Refusal(403, 'The image belongs to somebody else; only an administrator may get at it.');
  };
  const findEntry = (call: SandboxCall): { readonly entry: Entry; readonly report: Report } => {
    const found = reports.findEntry(idOf(call));
    if (!found) throw new Refusal(404, `No expense entry has the ID ${idOf(call)}.`);
    requireOwner(call, found.report.owner.login);
    return found;
  };
  const findReport = (call: SandboxCall): Report => {
    const report = reports.findReport(idOf(call));
    if (!report) throw new Refusal(404, `No report has the ID ${idOf(call)}.`);
    requireOwner(call, report.owner.login);
    return report;
  };
  const answerLink = (call: SandboxCall, ref: ImageRef): Response => {
    if (!files.has(ref)) throw new Refusal(404, `The ${ref.kind} ${ref.id} has no image.`);
    return answerXmlOrJson(call, 'Image', { Id: idOf(call), Url: links.linkTo(ref) }, 200, IMAGE_NAMESPACE);
  };
  const store = (call: SandboxCall, file: ImageFile, login: string, of: ImageOwner): Response => {
    const id = images.newId(context.random);
    images.save({ id, login, of, ...file, createdAt: context.now() });
    return answerXmlOrJson(call, 'Image', { Id: id, Url: '' }, 201, IMAGE_NAMESPACE);
  };

  app.post(`${BASE}/receipt`, allowed, async (call) => {
    const { login } = soleOwner(call.get('caller'), undefined, context.company);
    return store(call, await readImageBody(call), login, { kind: 'receipt' });
  });

  app.get(`${BASE}/receipt/:id`, allowed, (call) => {
    const image = images.find(idOf(call));
    if (!image) throw new Refusal(404, `No image has the ID ${idOf(call)}.`);
    requireOwner(call, image.login);
    return answerLink(call, { kind: 'receipt', id: image.id });
  });

  app.post(`${BASE}/expenseentry/:id`, allowed, async (call) => {
    const file = await readImageBody(call);
    const { entry, report } = findEntry(call);
    if (entry.hasImage) throw new Refusal(400, `The entry ${entry.id} has an image already; nothing can be appended.`);
    reports.saveEntry({ ...entry, hasImage: true, modifiedAt: context.now() });
    return store(call, file, report.owner.login, { kind: 'entry', id: entry.id });
  });

  app.get(`${BASE}/expenseentry/:id`, allowed, (call) =>
    answerLink(call, { kind: 'entry', id: findEntry(call).entry.id }),
  );

  app.post(`${BASE}/report/:id`, allowed, async (call) => {
    const file = await readImageBody(call);
    const report = findReport(call);
    return store(call, file, report.owner.login, { kind: 'report', id: report.id });
  });

  app.get(`${BASE}/report/:id`, allowed, (call) => answerLink(call, { kind: 'report', id: findReport(call).id }));

  // The sandbox keeps no invoices, so any request id may be the id of one.
  app.post(`${BASE}/invoice/:id`, allowed, async (call) => {
    const { login } = soleOwner(call.get('caller'), undefined, context.company);
    const file = await readImageBody(call);
    const id = idOf(call);
    if (images.ofOwner('invoice', id).length > 0) {
      throw new Refusal(400, `The invoice ${id} has an image already; nothing can be appended.`);
    }
    return store(call, file, login, { kind: 'invoice', id });
  });

  app.get(`${BASE}/invoice/:id`, allowed, (call) => {
    const [image] = images.ofOwner('invoice', idOf(call));
    if (image) requireOwner(call, image.login);
    return answerLink(call, { kind: 'invoice', id: idOf(call) });
  });
}

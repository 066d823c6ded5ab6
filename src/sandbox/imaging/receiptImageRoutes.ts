import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { soleOwner } from '../identity/owners.js';
import { answerJson, answerObject, answerPage, answerXml, prefersXml } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage } from '../protocol/stablePaging.js';
import type { WireRecord } from '../protocol/xml.js';
import { bundle } from './bundle.js';
import type { StoredImage } from './imageBook.js';
import { IMAGE_NAMESPACE } from './imageV1Routes.js';
import type { SignedLinks } from './signedLinks.js';
import { readImageBody } from './uploads.js';

const LIST = '/api/v3.0/expense/receiptimages';
const ONE = `${LIST}/:id`;

/** Receipt Images v3 (/api-reference/image/v3.image.html): the receipt store of each person. */
export function registerReceiptImages(app: SandboxApp, context: SandboxContext, links: SignedLinks): void {
  const allowed = context.allow('IMAGE');
  const { images } = context.books;
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const ownerOf = (call: SandboxCall): string =>
    soleOwner(call.get('caller'), queryOf(call).text('user'), context.company).login;
  const view = ({ id }: StoredImage): WireRecord => ({
    ID: id,
    URI: `${context.url}${LIST}/${encodeURIComponent(id)}`,
  });
  const findOwned = (call: SandboxCall): StoredImage => {
    const login = ownerOf(call);
    const image = images.find(call.req.param('id') ?? '');
    if (image?.login === login && image.of.kind === 'receipt') return image;
    throw new Refusal(404, `${login} has no receipt image with the ID ${call.req.param('id')}.`);
  };

  app.get(LIST, allowed, (call) => {
    const found = images.receiptsOf(ownerOf(call));
    const { items, nextPage } = cutStablePage(call, queryOf(call), {
      baseUrl: context.url,
      itemsAfter: (place) => found.filter((image) => images.rankOf(image) > (place?.[0] ?? 0)),
      placeOf: (image) => [images.rankOf(image)],
    });
    return answerPage(
      call,
      { plural: 'ReceiptImages', singular: 'ReceiptImage' },
      { items: items.map(view), nextPage },
    );
  });

  app.post(LIST, allowed, async (call) => {
    const login = ownerOf(call);
    const file = await readImageBody(call);
    const id = images.newId(context.random);
    const image = { id, login, of: { kind: 'receipt' }, ...file, createdAt: context.now() } as const;
    images.save(image);
    return answerObject(call, 'ReceiptImage', view(image));
  });

  app.get(ONE, allowed, (call) => {
    const { id } = findOwned(call);
    const link = links.linkTo({ kind: 'receipt', id });
    return prefersXml(call)
      ? answerXml(call, 'Image', { Id: id, Url: link }, 200, IMAGE_NAMESPACE)
      : answerJson(call, { ID: id, URI: link });
  });

  app.put(ONE, allowed, async (call) => {
    const file = await readImageBody(call);
    const image = findOwned(call);
    images.save({ ...image, ...bundle([image, file]) });
    return call.body(null, 204);
  });

  app.delete(ONE, allowed, (call) => {
    images.remove(findOwned(call).id);
    return call.body(null, 204);
  });
}

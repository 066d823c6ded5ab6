import type { SeededRandom } from '../company/seededRandom.js';
import type { ImageType } from './imageKinds.js';

/** What an image belongs to. */
export type ImageOwner =
  | { readonly kind: 'receipt' }
  | { readonly kind: 'entry'; readonly id: string }
  | { readonly kind: 'report'; readonly id: string }
  | { readonly kind: 'invoice'; readonly id: string };

/** A receipt image of the company's people. */
export interface StoredImage {
  readonly id: string;
  /** Login of the person whose image it is. */
  readonly login: string;
  readonly of: ImageOwner;
  readonly mediaType: ImageType;
  readonly bytes: Uint8Array;
  readonly createdAt: Date;
}

/** Images of the whole company, in memory. */
export class ImageBook {
  readonly #images = new Map<string, StoredImage>();
  readonly #ranks = new Map<string, number>();
  #lastRank = 0;

  /** Newest last. */
  get images(): readonly StoredImage[] {
    return [...this.#images.values()];
  }

  find(id: string): StoredImage | undefined {
    return this.#images.get(id);
  }

  /** The receipt store of a person: images that hang on nothing yet, oldest first. */
  receiptsOf(login: string): readonly StoredImage[] {
    return this.images.filter((image) => image.of.kind === 'receipt' && image.login === login);
  }

  /** A number that stays with an image and is higher than those of all older ones. */
  rankOf({ id }: StoredImage): number {
    return this.#ranks.get(id) ?? 0;
  }

  /** The images of an entry, report or invoice, oldest first. */
  ofOwner(kind: 'entry' | 'report' | 'invoice', id: string): readonly StoredImage[] {
    return this.images.filter(({ of }) => of.kind === kind && of.id === id);
  }

  /** An id that no image has; after loading, the numbers start anew and may give one that is taken. */
  newId(random: SeededRandom): string {
    let id = random.opaqueId('gWn', 31);
    while (this.#images.has(id)) id = random.opaqueId('gWn', 31);
    return id;
  }

  /** Puts an image in the place of the one with its id, or behind all. */
  save(image: StoredImage): void {
    if (!this.#images.has(image.id)) this.#ranks.set(image.id, ++this.#lastRank);
    this.#images.set(image.id, image);
  }

  remove(id: string): void {
    this.#images.delete(id);
    this.#ranks.delete(id);
  }

  /** Forgets all, before others are loaded. */
  clear(): void {
    this.#images.clear();
    this.#ranks.clear();
  }
}

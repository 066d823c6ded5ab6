import { Hover, type HoverProvider, MarkdownString, type Position, type TextDocument } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { ResponseStore } from './responseStore.js';
import { MOST_BYTES, operationOf, responseSchema } from './understanding.js';

/** Says of the field under the mouse what the catalogue knows: its meaning, its type, where it stands. */
export class FieldHover implements HoverProvider {
  readonly #responses: ResponseStore;
  readonly #catalog: Catalog;

  constructor(responses: ResponseStore, catalog: Catalog) {
    this.#responses = responses;
    this.#catalog = catalog;
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const exchange = this.#responses.findBody(document.uri);
    if (!exchange || exchange.response.bodySize > MOST_BYTES) return undefined;
    const text = document.getText();
    const operation = await operationOf(exchange, this.#catalog);
    const root = operation && responseSchema(operation, exchange);
    if (!operation || !root) return undefined;
    const [{ elementPathAt, jsonPathAt }, { describeField, printPath, schemaAt, schemaOfElement }] = await Promise.all([
      import('../../response/places.js'),
      import('../../response/schemaPath.js'),
    ]);
    const offset = document.offsetAt(position);
    const isXml = document.languageId === 'xml';
    const path = isXml ? elementPathAt(text, offset) : (jsonPathAt(text, offset) ?? []);
    const name = path.findLast((step) => typeof step === 'string');
    if (name === undefined) return undefined;
    const schema = isXml ? schemaOfElement(root, path as readonly string[]) : schemaAt(root, path);
    if (!schema) return undefined;
    const parent = isXml ? undefined : schemaAt(root, path.slice(0, path.lastIndexOf(name)));
    const markdown = new MarkdownString(
      describeField(String(name), schema, parent?.required?.includes(String(name)) === true),
    );
    markdown.appendMarkdown('\n\n').appendCodeblock(isXml ? `/${path.join('/')}` : printPath(path), 'text');
    return new Hover(markdown);
  }
}

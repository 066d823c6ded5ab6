/** Elements of a message to a connector by name, in order; empty text becomes an empty element. */
export interface Elements {
  readonly [name: string]: string | number | Elements;
}

/** A message as the pages of callouts show it: no declaration, no namespace. */
export function writeElements(elements: Elements): string {
  return Object.entries(elements)
    .map(([name, value]) => {
      const content = typeof value === 'object' ? writeElements(value) : escapeText(String(value));
      return content === '' ? `<${name} />` : `<${name}>${content}</${name}>`;
    })
    .join('');
}

function escapeText(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

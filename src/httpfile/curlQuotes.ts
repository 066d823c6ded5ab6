/**
 * The quote that is still open after a line of a cURL command; '' when none is.
 * @param before the one that is open in front of it
 */
export function quoteAfter(text: string, before: string): string {
  let quote = before;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if ((sign === '\\' || sign === '^') && quote !== "'") at += 1;
    else if (quote === '' && (sign === "'" || sign === '"')) quote = sign;
    else if (sign === quote) quote = '';
  }
  return quote;
}

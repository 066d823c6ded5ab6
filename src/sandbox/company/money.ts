/** Invented but plausible rates of the sandbox company: US dollars for one unit. */
const DOLLARS: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.08,
  GBP: 1.27,
  JPY: 0.0067,
  CAD: 0.73,
  BRL: 0.19,
  INR: 0.012,
  NOK: 0.094,
  CHF: 1.13,
  SGD: 0.74,
};

/** Units of `to` for one unit of `from`, with at most eight digits; 1 when the company has no rate for one of them. */
export function exchangeRate(from: string, to: string): number {
  const [a, b] = [DOLLARS[from], DOLLARS[to]];
  return a === undefined || b === undefined || from === to ? 1 : Number((a / b).toPrecision(8));
}

/** An amount rounded to what a currency can pay: cents, or whole units where there are no smaller ones. */
export function roundMoney(amount: number, currency: string): number {
  const scale = currency === 'JPY' ? 1 : 100;
  return Math.round((amount + Math.sign(amount) * Number.EPSILON) * scale) / scale;
}

/** The sum of amounts of one currency. */
export function addMoney(amounts: Iterable<number>, currency: string): number {
  let sum = 0;
  for (const amount of amounts) sum = roundMoney(sum + amount, currency);
  return sum;
}

/** Codes of all currencies in use, as far as this Node.js knows them. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Names of currencies as reports show them. */
const NAMES: Readonly<Record<string, string>> = {
  USD: 'US, Dollar',
  EUR: 'Euro',
  GBP: 'UK, Pound Sterling',
  JPY: 'Japan, Yen',
  CAD: 'Canada, Dollar',
  BRL: 'Brazil, Real',
  INR: 'India, Rupee',
  NOK: 'Norway, Krone',
  CHF: 'Switzerland, Franc',
  SGD: 'Singapore, Dollar',
};

/** The name of a currency; its code when the company does not use it. */
export function currencyName(code: string): string {
  return NAMES[code] ?? code;
}

/** Whether a text is the code of a currency (ISO 4217) that is in use. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

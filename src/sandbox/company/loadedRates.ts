/** A rate that the company loaded: from a day on, what one unit of a currency is worth in another. */
export interface LoadedRate {
  readonly from: string;
  readonly to: string;
  /** `YYYY-MM-DD` */
  readonly startDate: string;
  readonly rate: number;
}

/** Rates that the company loaded itself, which go before its usual ones. */
export class LoadedRates {
  #rates: LoadedRate[] = [];

  /** All of them, in the order in which they came. */
  get rates(): readonly LoadedRate[] {
    return this.#rates;
  }

  /** Puts a rate in the place of the one for the same currencies and day. */
  load(rate: LoadedRate): void {
    const others = this.#rates.filter(
      ({ from, to, startDate }) => from !== rate.from || to !== rate.to || startDate !== rate.startDate,
    );
    this.#rates = [...others, rate];
  }

  /** The rate that holds on a day; undefined when none was loaded. */
  find(from: string, to: string, day: string): number | undefined {
    let found: LoadedRate | undefined;
    for (const rate of this.#rates) {
      if (rate.from !== from || rate.to !== to || rate.startDate > day) continue;
      if (!found || rate.startDate >= found.startDate) found = rate;
    }
    return found?.rate;
  }

  /** Forgets all and takes over others. */
  replaceAll(rates: readonly LoadedRate[]): void {
    this.#rates = [...rates];
  }
}

/** Prices and times of language models as people read them. */

const SMALL_USD = 1;

/** Millionths of a US dollar; small sums with as many digits as say something. */
export function price(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  const digits = usd > 0 && usd < SMALL_USD ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", ...digits }).format(usd);
}

/** Milliseconds: under a second as such, else in seconds. */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(ms / 1000)} s`;
}

/** Numbers, shares and times as people read them. */

const whole = new Intl.NumberFormat();
const share = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const difference = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

export function count(value: number): string {
  return whole.format(value);
}

/** A number where there is little room: `12.3K`. */
export function compact(value: number): string {
  return short.format(value);
}

/** By how much something changed, with its sign; a share of 1 is `+100%`. */
export function signed(share: number): string {
  return difference.format(share);
}

const LEAST_SHARE = 0.001;

/** `part` of `whole` as a percentage; nothing of nothing is none, and what is not nothing never looks like it. */
export function percent(part: number, of: number): string {
  const found = of > 0 ? part / of : 0;
  return found > 0 && found < LEAST_SHARE ? `< ${share.format(LEAST_SHARE)}` : share.format(found);
}

export function dayOf(at: string): string {
  return day.format(new Date(at));
}

/** Day and time, in `zone` if one is given, else in the browser's. */
export function dateTime(at: string | Date, zone?: string): string {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone: zone });
  return format.format(new Date(at));
}

const KILO = 1000;

/** How large a file is, in the unit that fits: `1.2 MB`. */
export function bytes(size: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const power = size > 0 ? Math.min(Math.floor(Math.log10(size) / 3), units.length - 1) : 0;
  const format = { style: "unit", unit: units[power], unitDisplay: power ? "short" : "long", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(undefined, format).format(size / KILO ** power);
}

const MICRO = 1_000_000;
const dollars = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });
const parts = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", maximumFractionDigits: 6 });
const axis = new Intl.NumberFormat(undefined, {
  style: "currency",
  currency: "USD",
  currencyDisplay: "narrowSymbol",
  notation: "compact",
  maximumSignificantDigits: 2,
});
const CENT = 0.01;

/** An amount of money, from millionths of a US dollar; what is less than a cent, and not nothing, says so. */
export function money(microUsd: number): string {
  const usd = microUsd / MICRO;
  return usd > 0 && usd < CENT ? `< ${dollars.format(CENT)}` : dollars.format(usd);
}

/** An amount on an axis, where there is little room. */
export function shortMoney(microUsd: number): string {
  return axis.format(microUsd / MICRO);
}

/** A price, from millionths of a US dollar, as exactly as it was given. */
export function price(microUsd: number): string {
  return microUsd / MICRO >= 1 || microUsd === 0 ? money(microUsd) : parts.format(microUsd / MICRO);
}

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** How long something takes, in its two largest units: `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`. */
export function duration(seconds: number): string {
  if (Math.round(seconds) < MINUTE_S) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / MINUTE_S) * MINUTE_S;
  if (minutes < HOUR_S) return `${minutes / MINUTE_S} min`;
  if (minutes < DAY_S) return parted(minutes, [HOUR_S, "h"], [MINUTE_S, "min"]);
  return parted(Math.round(seconds / HOUR_S) * HOUR_S, [DAY_S, "d"], [HOUR_S, "h"]);
}

/** The same in one unit, where there is little room: `45 s`, `12 min`, `18.8 h`, `2.2 d`. */
export function roughly(seconds: number): string {
  if (Math.round(seconds) < MINUTE_S) return `${Math.round(seconds)} s`;
  if (Math.round(seconds / MINUTE_S) * MINUTE_S < HOUR_S) return `${Math.round(seconds / MINUTE_S)} min`;
  return seconds < 2 * DAY_S ? `${short.format(seconds / HOUR_S)} h` : `${short.format(seconds / DAY_S)} d`;
}

function parted(seconds: number, [large, one]: [number, string], [little, other]: [number, string]): string {
  const rest = (seconds % large) / little;
  return `${Math.floor(seconds / large)} ${one}${rest ? ` ${rest} ${other}` : ""}`;
}

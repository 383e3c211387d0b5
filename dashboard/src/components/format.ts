/** Numbers, shares and times as people read them. */

const whole = new Intl.NumberFormat();
const share = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

export function count(value: number): string {
  return whole.format(value);
}

/** `part` of `whole` as a percentage; nothing of nothing is none. */
export function percent(part: number, of: number): string {
  return share.format(of > 0 ? part / of : 0);
}

export function dayOf(at: string): string {
  return day.format(new Date(at));
}

/** Day and time, in `zone` if one is given, else in the browser's. */
export function dateTime(at: string | Date, zone?: string): string {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone: zone });
  return format.format(new Date(at));
}

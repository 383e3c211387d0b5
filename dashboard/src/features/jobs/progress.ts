/** What can be told of work that takes long: which share of it is done, and how long the rest will take. */

import type { LongWork } from "./queries";

const MINUTE_S = 60;
/** Work that is not heard of for so long has lost its worker, and is looked for. */
const SILENT_S = 120;

/** From 0 to 100; null while nobody knows how much there is. */
export function percentOf({ done, total }: Pick<LongWork, "done" | "total">): number | null {
  return total ? Math.min(100, (done / total) * 100) : null;
}

/** How long the rest takes at the pace until now; null where nothing tells. */
export function leftS({ done, total, per_minute: rate }: Pick<LongWork, "done" | "total" | "per_minute">): number | null {
  return total && rate ? (Math.max(0, total - done) / rate) * MINUTE_S : null;
}

/** For how long it has not been heard of. */
export function silentS({ heartbeat_at: heard }: Pick<LongWork, "heartbeat_at">, now: Date): number {
  return Math.max(0, (now.getTime() - Date.parse(heard)) / 1000);
}

/** Whether it is silent for so long that something is wrong. */
export function isSilent(work: Pick<LongWork, "heartbeat_at">, now: Date): boolean {
  return silentS(work, now) > SILENT_S;
}

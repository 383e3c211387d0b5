/** What a month cost, by who charges for it. */

import type { Schemas } from "@/api/client";

export type Line = Schemas["CostLine"];
export type Service = Line["service"];
/** In the order in which they are drawn. */
export const SERVICES: readonly Service[] = ["whatsapp", "model", "firestore", "tasks"];

/** What each charges for a month, in millionths of a US dollar. */
export function byService(lines: readonly Line[]): Record<Service, number> {
  const sums: Record<Service, number> = { whatsapp: 0, model: 0, firestore: 0, tasks: 0 };
  for (const { service, amount_micro_usd: amount } of lines) sums[service] += amount;
  return sums;
}

/** The address in a source, and what is said of it. */
export function sourceOf(source: string): { url: string | null; note: string } {
  const [first = "", ...rest] = source.split(" ");
  return first.startsWith("https://") ? { url: first, note: rest.join(" ") } : { url: null, note: source };
}

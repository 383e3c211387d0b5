/** What became of the messages that were written. */

export const STAGES = ["written", "sent", "delivered", "read"] as const;
export type Stage = (typeof STAGES)[number];

export interface Funnel extends Record<Stage, number> {
  failed: number;
  /** Not yet, or nobody knows. */
  open: number;
}

/** Each message is in one state, and the later ones imply those before: what was read was delivered and sent. */
export function funnelOf(statuses: Readonly<Record<string, number>>): Funnel {
  const of = (...names: string[]) => names.reduce((sum, name) => sum + (statuses[name] ?? 0), 0);
  const read = of("read", "played");
  const delivered = read + of("delivered");
  const sent = delivered + of("sent");
  const failed = of("failed");
  const written = Object.values(statuses).reduce((sum, one) => sum + one, 0);
  return { written, sent, delivered, read, failed, open: written - sent - failed };
}

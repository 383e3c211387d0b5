/** Numbers of a campaign as the charts show them. */

import type { Schemas } from "@/api/client";

export const STAGES = ["planned", "sent", "delivered", "read", "failed", "skipped"] as const;
export type Stage = (typeof STAGES)[number];

/** Each stage with its number of people; whoever read is also among those delivered and sent. */
export function stagesOf({ planned, skipped, funnel }: Pick<Schemas["Progress"], "planned" | "skipped" | "funnel">): Record<Stage, number> {
  return { planned, ...arrived(funnel), skipped: Object.values(skipped).reduce((sum, one) => sum + one, 0) };
}

function arrived({ sent = 0, delivered = 0, read = 0, failed = 0 }: Schemas["Funnel"]) {
  return { sent, delivered, read, failed };
}

/** What share of a campaign is on its way, from 0 to 100. */
export function shareDone({ planned, waiting }: Pick<Schemas["Progress"], "planned" | "waiting">): number {
  return planned > 0 ? ((planned - waiting) / planned) * 100 : 0;
}

export interface VariantShare {
  id: string;
  /** How many messages it has. */
  messages: number;
  delivered: number;
  read: number;
  failed: number;
}

/** A variant's messages and how they fare. */
export function variantOf({ id, funnel }: Schemas["VariantProgress"]): VariantShare {
  const { queued = 0, sending = 0, unknown = 0 } = funnel;
  const { sent, delivered, read, failed } = arrived(funnel);
  return { id, messages: queued + sending + unknown + sent + failed, delivered, read, failed };
}

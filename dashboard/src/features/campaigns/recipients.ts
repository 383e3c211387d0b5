/** Which people of a campaign the table shows, kept in the address. */

import type { Schemas } from "@/api/client";

export type SkipReason = Schemas["SkipReason"];
export type MessageStatus = Schemas["MessageStatus"];

/** As the API takes it. */
export interface RecipientFilter {
  state?: Schemas["RecipientState"];
  reason?: SkipReason;
  status?: MessageStatus;
  variant?: string;
}

export const REASONS: readonly SkipReason[] = [
  "opted_out",
  "no_route",
  "channel_inactive",
  "window_closed",
  "duplicate",
  "missing_variable",
  "too_long",
  "plan_limit",
  "portfolio_limit",
  "forgotten",
];
export const STATUSES: readonly MessageStatus[] = ["queued", "sending", "sent", "delivered", "read", "failed", "unknown"];

/** The filter of an address; the API takes a message's status alone, or a state with its reason. */
export function readRecipients(params: URLSearchParams): RecipientFilter {
  const variant = /^[a-z]$/.exec(params.get("variant") ?? "")?.[0];
  const own = variant ? { variant } : {};
  const status = STATUSES.find((one) => one === params.get("message"));
  if (status) return { ...own, status };
  const reason = REASONS.find((one) => one === params.get("reason"));
  if (reason) return { ...own, state: "skipped", reason };
  const who = params.get("who");
  return who === "planned" || who === "skipped" ? { ...own, state: who } : own;
}

/** `params` with another filter. */
export function writeRecipients(params: URLSearchParams, filter: RecipientFilter): URLSearchParams {
  const written = new URLSearchParams(params);
  for (const name of ["who", "reason", "message", "variant"]) written.delete(name);
  if (filter.status) written.set("message", filter.status);
  else if (filter.reason) written.set("reason", filter.reason);
  else if (filter.state) written.set("who", filter.state);
  if (filter.variant) written.set("variant", filter.variant);
  return written;
}

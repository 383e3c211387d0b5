/** Which templates the list shows, kept in the address. */

import type { Schemas } from "@/api/client";

export type Category = Schemas["Category"];
export type ApprovalStatus = Schemas["ApprovalStatus"];
export type StatusFilter = ApprovalStatus | "draft";

export interface Filter {
  q: string;
  category: Category | null;
  language: string;
  status: StatusFilter | null;
  archived: boolean;
}

export const CATEGORIES: readonly Category[] = ["marketing", "utility", "authentication"];
/** Those that people look for; WhatsApp knows more. */
export const STATUSES: readonly StatusFilter[] = ["draft", "pending", "approved", "rejected", "paused", "disabled"];

/** The filter that an address holds; what it does not know is left out. */
export function readFilter(params: URLSearchParams): Filter {
  return {
    q: params.get("q") ?? "",
    category: CATEGORIES.find((one) => one === params.get("category")) ?? null,
    language: params.get("language") ?? "",
    status: STATUSES.find((one) => one === params.get("status")) ?? null,
    archived: params.has("archived"),
  };
}

/** The address of a filter. */
export function writeFilter(filter: Filter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.q) params.set("q", filter.q);
  if (filter.category) params.set("category", filter.category);
  if (filter.language) params.set("language", filter.language);
  if (filter.status) params.set("status", filter.status);
  if (filter.archived) params.set("archived", "");
  return params;
}

/** The query of `GET /api/templates`. */
export function toQuery(filter: Filter) {
  return {
    ...(filter.q.trim() && { q: filter.q.trim() }),
    ...(filter.category && { category: filter.category }),
    ...(filter.language && { language: filter.language }),
    ...(filter.status && { status: filter.status }),
    ...(filter.archived && { archived: true }),
  };
}

/** Whether anything is left out. */
export function isNarrowed(filter: Filter): boolean {
  return Object.keys(toQuery(filter)).length > 0;
}

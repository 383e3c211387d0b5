/** What the four roles may do, from least to most. */

import type { Schemas } from "@/api/client";

export type Role = Schemas["Role"];

const RANK: Record<Role, number> = { viewer: 0, agent: 1, admin: 2, owner: 3 };

/** Whether `role` may do what takes `least`. */
export function isAtLeast(role: Role, least: Role): boolean {
  return RANK[role] >= RANK[least];
}

/** The first steps of a workspace: which are done, and whether they are still worth a place on the page. */

import type { Schemas } from "@/api/client";

export type Checklist = Schemas["Checklist"];

/** In the order in which they are best done, each with where it is done. */
export const STEPS = [
  { name: "channel", to: "/channels?connect" },
  { name: "conversation", to: "/channels" },
  { name: "people", to: "/settings/members" },
  { name: "agent", to: "/agents/new" },
] as const satisfies readonly { name: keyof Checklist; to: string }[];

/** Whether there is nothing left to show: all is done, or nobody wants to see it. */
export function isOver(checklist: Checklist): boolean {
  return checklist.dismissed || STEPS.every(({ name }) => checklist[name]);
}

export function countDone(checklist: Checklist): number {
  return STEPS.filter(({ name }) => checklist[name]).length;
}

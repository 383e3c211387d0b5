/** An AI agent while it is edited. */

import type { Schemas } from "@/api/client";

export type Agent = Schemas["AgentView"];
export type Patch = Schemas["AgentPatch"];
export type Tool = Schemas["AgentTool"];
export type WorkingTime = Schemas["WorkingTimeView"];

/** Everything of an agent that people decide. */
export type Draft = Omit<Agent, "id" | "created_at" | "updated_at">;

/** What the API takes, in characters; it checks, this only counts. */
export const LIMITS = { name: 60, instructions: 20_000, keyword: 60, message: 1000, hours: 21, keywords: 50 } as const;
export const TOOLS: readonly Tool[] = ["remember", "forget", "look_up_contact"];
/** The hours that a new range begins with. */
export const USUAL_HOURS: WorkingTime = { days: [0, 1, 2, 3, 4], start: "09:00", end: "18:00" };

export const EMPTY: Draft = {
  name: "",
  is_on: true,
  instructions: "",
  model: "",
  temperature: null,
  language: "",
  channels: [],
  hours: [],
  time_zone: "",
  debounce_s: 3,
  hand_over: { keywords: [], on_request: true, least_confidence: 0.3, after_failures: 3, message: "" },
  tools: [...TOOLS],
  learns: true,
  reads_media: true,
};

/** The draft that begins with how an agent is. */
export function draftOf(agent: Agent): Draft {
  const draft: Partial<Agent> = { ...agent };
  delete draft.id;
  delete draft.created_at;
  delete draft.updated_at;
  return draft as Draft;
}

/** The fields in which `draft` differs from what is saved. */
export function changesOf(draft: Draft, saved: Draft): Patch {
  const changed = Object.entries(draft).filter(([name, value]) => !isSame(value, saved[name as keyof Draft]));
  return Object.fromEntries(changed);
}

export function hasChanges(draft: Draft, saved: Draft): boolean {
  return Object.keys(changesOf(draft, saved)).length > 0;
}

/** Whether two values say the same; the order of channels, tools and days says nothing. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const inner = value.map(ordered);
    return inner.every((each) => typeof each !== "object") ? [...inner].sort() : inner;
  }
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, ordered(inner)]));
}

/** What is wrong with a draft that only people can mend, by JSON pointer; hours that are none, and a missing name. */
export function faultsOf(draft: Draft, says: { needName: string; needDay: string; sameTime: string }): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!draft.name.trim()) faults["/name"] = says.needName;
  draft.hours.forEach(({ days, start, end }, at) => {
    if (days.length === 0) faults[`/hours/${at}/days`] = says.needDay;
    if (start === end || !start || !end) faults[`/hours/${at}/end`] = says.sameTime;
  });
  return faults;
}

/** Days as people say them: runs from the first to the last, single ones by name. */
export function dayRuns(days: readonly number[], names: readonly string[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last?.[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs
    .map(([first, last]) => {
      const [from, to] = [names[first] ?? "", names[last] ?? ""];
      if (first === last) return from;
      return last === first + 1 ? `${from}, ${to}` : `${from}–${to}`;
    })
    .join(", ");
}

/** Working hours in a line, such as "Mon–Fri 09:00–18:00; Sat 09:00–12:00". */
export function hoursLine(hours: readonly WorkingTime[], names: readonly string[]): string {
  return hours.map(({ days, start, end }) => `${dayRuns(days, names)} ${start}–${end}`).join("; ");
}

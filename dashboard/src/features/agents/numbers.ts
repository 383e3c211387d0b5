/** Sums of what agents did, in other forms. */

import { percent } from "@/components/format";

import type { AgentNumbers, Numbers } from "./queries";

type Day = AgentNumbers["days"][number];

const COLUMNS = [
  "day",
  "answers",
  "hand_overs",
  "input_tokens",
  "output_tokens",
  "price_micro_usd",
  "p50_latency_ms",
  "p95_latency_ms",
] as const satisfies (keyof Day)[];

/** How many of the conversations that agents took up they left to people. */
export function shareOfHandOvers({ answers, hand_overs }: Pick<Numbers, "answers" | "hand_overs">): string {
  return percent(hand_overs, answers + hand_overs);
}

/** The days as a table for spreadsheets. */
export function asCsv(days: readonly Day[]): string {
  const rows = days.map((day) => COLUMNS.map((column) => day[column] ?? "").join(","));
  return `${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

/** What charts draw of each day. */
export function chartRows(days: readonly Day[]) {
  return days.map((day) => ({
    day: day.day.slice(5),
    answers: day.answers,
    handOvers: day.hand_overs,
    usd: day.price_micro_usd / 1_000_000,
    half: day.p50_latency_ms === null ? null : day.p50_latency_ms / 1000,
    most: day.p95_latency_ms === null ? null : day.p95_latency_ms / 1000,
  }));
}

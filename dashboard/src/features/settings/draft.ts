/** What people change about their workspace before it is saved, and what there is to choose from. */

import type { Schemas } from "@/api/client";
import { languageName, languageOptions } from "@/features/templates/languages";

export const FIELDS = ["name", "time_zone", "language"] as const;

export type Wanted = Pick<Schemas["WorkspaceView"], (typeof FIELDS)[number]>;

/** What of `wanted` is otherwise than `saved`. */
export function changesOf(wanted: Wanted, saved: Wanted): Partial<Wanted> {
  const trimmed = { ...wanted, name: wanted.name.trim() };
  return Object.fromEntries(FIELDS.filter((field) => trimmed[field] !== saved[field]).map((field) => [field, trimmed[field]]));
}

/** All time zones that the browser knows, and the one in use where it is called otherwise here. */
export function zoneOptions(used: string): string[] {
  return [...new Set(["UTC", used, ...Intl.supportedValuesOf("timeZone")])];
}

const TAG = /^[a-z]{2}(-[A-Z]{2})?$/;

/** Languages as the API writes them, by name, and the one in use where it is another. */
export function languagesOf(used: string): { value: string; label: string }[] {
  const codes = languageOptions("").map(({ value }) => value.replace("_", "-"));
  return [...new Set([...codes.filter((code) => TAG.test(code)), used])]
    .map((value) => ({ value, label: `${languageName(value)} (${value})` }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

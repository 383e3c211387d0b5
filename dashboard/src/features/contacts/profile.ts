/** What of a contact people change, while they change it. */

import type { Schemas } from "@/api/client";

export type ContactDetail = Schemas["ContactDetail"];
export type Definition = Schemas["AttributeDefinition"];
export type AttributeType = Definition["type"] & string;
export type Value = string | number | boolean | null;

export interface Draft {
  name: string;
  tags: string[];
  language: string;
  timeZone: string;
  /** Null stands for an attribute that is taken away. */
  attributes: Record<string, Value>;
}

export type Change = Schemas["ContactChange"];
const PLAIN = ["name", "language", "timeZone"] as const;

export function draftOf(contact: ContactDetail): Draft {
  const { name, tags, language, time_zone: timeZone, attributes } = contact;
  return { name, tags, language, timeZone, attributes: attributes as Record<string, Value> };
}

/** What a draft changes about what it began as; null where that is nothing. */
export function changeOf(before: Draft, draft: Draft): Change | null {
  const change: Change = {};
  if (draft.name.trim() !== before.name) change.name = draft.name.trim();
  if (draft.language.trim() !== before.language) change.language = draft.language.trim();
  if (draft.timeZone !== before.timeZone) change.time_zone = draft.timeZone;
  if (!same(draft.tags, before.tags)) change.tags = draft.tags;
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(draft.attributes)]);
  const changed = [...names].filter((name) => !same(draft.attributes[name] ?? null, before.attributes[name] ?? null));
  if (changed.length > 0) {
    change.attributes = Object.fromEntries(changed.map((name) => [name, draft.attributes[name] ?? null]));
  }
  return Object.keys(change).length > 0 ? change : null;
}

/** What others changed while somebody wrote: the parts, and what they are now. */
export function changedByOthers(before: Draft, now: Draft): [part: string, value: string][] {
  const plain = PLAIN.filter((part) => before[part] !== now[part]).map((part): [string, string] => [part, now[part]]);
  const tags: [string, string][] = same(before.tags, now.tags) ? [] : [["tags", now.tags.join(", ")]];
  const names = [...new Set([...Object.keys(before.attributes), ...Object.keys(now.attributes)])];
  const attributes = names
    .filter((name) => !same(before.attributes[name] ?? null, now.attributes[name] ?? null))
    .map((name): [string, string] => [name, shown(now.attributes[name] ?? null)]);
  return [...plain, ...tags, ...attributes];
}

/** An attribute's value as people read it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** Attributes in the order in which they are shown: those with a type first, then those that are just there. */
export function listed(attributes: Record<string, Value>, definitions: readonly Definition[]): { name: string; type: AttributeType | null }[] {
  const known = definitions.map(({ name, type }) => ({ name, type: type ?? "text" }));
  const free = Object.keys(attributes).filter((name) => !definitions.some((one) => one.name === name));
  return [...known, ...free.sort((one, other) => one.localeCompare(other)).map((name) => ({ name, type: null }))];
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A template while it is edited. */

import type { Schemas } from "@/api/client";
import type { Fault } from "@/api/problem";

export type Category = Schemas["Category"];
export type HeaderFormat = Schemas["HeaderFormat"];
export type ButtonKind = Schemas["ButtonKind"];
export type Template = Schemas["TemplateView"];
export type Header = Required<Pick<Schemas["HeaderIn"], "format">> & Schemas["HeaderIn"];
export type Button = Schemas["ButtonIn"];

export interface Draft {
  name: string;
  language: string;
  category: Category;
  header: Header | null;
  body: string;
  footer: string;
  buttons: Button[];
  variables: Record<string, string>;
}

/** What WhatsApp takes of each part, in characters; the API checks, this only counts. */
export const LIMITS = { name: 512, header: 60, body: 1024, footer: 60, label: 25, url: 2000, phone: 20, code: 15 } as const;
export const MOST_BUTTONS = 10;
export const MOST_OF_KIND: Partial<Record<ButtonKind, number>> = { url: 2, phone: 1, copy_code: 1, otp: 1 };
export const MEDIA_TYPES: Partial<Record<HeaderFormat, readonly string[]>> = {
  image: ["image/jpeg", "image/png"],
  video: ["video/mp4", "video/3gpp"],
  document: ["application/pdf"],
};
const CODE_BODY = "{{1}} is your verification code.";
const CODE_ADVICE = " For your security, do not share this code.";
const EXPIRY = /^This code expires in (\d{1,2}) minutes\.$/;
const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
const UNNAMED = "unnamed";

export const EMPTY: Draft = {
  name: "",
  language: "en",
  category: "marketing",
  header: null,
  body: "",
  footer: "",
  buttons: [],
  variables: {},
};

/** The draft that begins with what a template says. */
export function draftOf(template: Omit<Draft, "header" | "buttons"> & { header: Header | null; buttons: Button[] }): Draft {
  const { name, language, category, header, body, footer, buttons, variables } = template;
  return { name, language, category, header, body, footer, buttons, variables };
}

/** The names of a text's variables, each once, in their order. */
export function variablesIn(...texts: string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(VARIABLE)].map(([, name]) => name ?? "")))];
}

/** The names of all variables of a draft. */
export function variablesOf({ header, body, buttons }: Draft): string[] {
  const top = header?.format === "text" ? (header.text ?? "") : "";
  return variablesIn(top, body, ...buttons.flatMap(({ url = "", code = "" }) => [url, code]));
}

/** The draft as it is saved: examples of the variables that it has, and no others. */
export function cleaned(draft: Draft): Draft {
  const names = variablesOf(draft);
  return {
    ...draft,
    name: draft.name.trim(),
    variables: Object.fromEntries(names.map((name) => [name, draft.variables[name] ?? ""])),
  };
}

/** The draft as the API looks over it, which asks for a name. */
export function asLookedOver(draft: Draft): Draft {
  const clean = cleaned(draft);
  return { ...clean, name: clean.name || UNNAMED };
}

/** Whether two drafts say the same. */
export function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(sorted(cleaned(one))) === JSON.stringify(sorted(cleaned(other)));
}

/** With the fields in one order, without those that are empty, however deep. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([, inner]) => inner !== "" && inner !== undefined && inner !== null);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}

/** The next number that no variable has, for people who number them. */
export function nextVariable(draft: Draft): string {
  const numbers = variablesOf(draft).map(Number).filter(Number.isInteger);
  return String(Math.max(0, ...numbers) + 1);
}

/** The draft with another category; one for verification codes says what WhatsApp makes it say. */
export function withCategory(draft: Draft, category: Category): Draft {
  if (category === draft.category) return draft;
  if (category === "authentication") {
    const buttons: Button[] = [{ kind: "otp", code: "{{1}}" }];
    return { ...draft, category, header: null, ...codeParts({ hasAdvice: true, minutes: 10 }), buttons, variables: { 1: "123456" } };
  }
  if (draft.category !== "authentication") return { ...draft, category };
  return { ...draft, category, body: "", footer: "", buttons: [], variables: {} };
}

/** What can be chosen of a template for verification codes. */
export interface CodeChoice {
  hasAdvice: boolean;
  /** How long the code holds; null says nothing about it. */
  minutes: number | null;
}

export function codeChoice({ body, footer }: Pick<Draft, "body" | "footer">): CodeChoice {
  const minutes = EXPIRY.exec(footer)?.[1];
  return { hasAdvice: body.endsWith(CODE_ADVICE), minutes: minutes ? Number(minutes) : null };
}

export function codeParts({ hasAdvice, minutes }: CodeChoice): Pick<Draft, "body" | "footer"> {
  return {
    body: CODE_BODY + (hasAdvice ? CODE_ADVICE : ""),
    footer: minutes === null ? "" : `This code expires in ${minutes} minutes.`,
  };
}

/** What is wrong at a place, in one text; with `deep`, also at the places below it. */
export function faultAt(faults: readonly Fault[], pointer: string, deep = false): string | undefined {
  const told = faults
    .filter((fault) => fault.pointer === pointer || (deep && fault.pointer.startsWith(`${pointer}/`)))
    .map(({ detail }) => detail);
  return told.length > 0 ? [...new Set(told)].join(" ") : undefined;
}

/** The list with one of its members a place further up or down. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(from + by, 0, one);
  return next;
}

/** What may be added to a list of buttons. */
export function mayAdd(buttons: readonly Button[], kind: ButtonKind): boolean {
  const most = MOST_OF_KIND[kind] ?? MOST_BUTTONS;
  return buttons.length < MOST_BUTTONS && buttons.filter((button) => button.kind === kind).length < most;
}

/** What the names of further templates of the same kind begin with: `sale` for `sale_2`; `sale_2026` has no such number. */
export function stemOf(name: string): string {
  return name.replace(/_([2-9]|[1-9]\d)$/, "");
}

/** Names for further templates of the same kind: `name_2`, `name_3` …, none of which is taken. */
export function furtherNames(name: string, taken: readonly string[], howMany: number): string[] {
  const stem = stemOf(name);
  const found: string[] = [];
  for (let number = 2; found.length < howMany; number++) {
    const next = `${stem}_${number}`;
    if (!taken.includes(next)) found.push(next);
  }
  return found;
}

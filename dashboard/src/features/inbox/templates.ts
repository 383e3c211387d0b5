/** Templates as they are filled in by hand; those that were sent before are remembered in this browser. */

import { useState } from "react";

import { useTenant } from "@/session/tenant";

import { firstText } from "./format";
import { keep, load } from "./storage";

export interface TemplateDraft {
  name: string;
  language: string;
  /** The body with its `{{1}}` or `{{name}}`; empty where it is not at hand. */
  body: string;
  /** Values by the variable's name. */
  variables: Record<string, string>;
}

export const EMPTY_TEMPLATE: TemplateDraft = { name: "", language: "en", body: "", variables: {} };

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
const REMEMBERED = 10;

/** The names of a body's variables, each once, in their order. */
export function variablesOf(body: string): string[] {
  return [...new Set([...body.matchAll(VARIABLE)].map(([, name]) => name ?? ""))];
}

/** The body as the contact reads it. */
export function fillIn(body: string, values: Record<string, string>): string {
  return body.replace(VARIABLE, (whole, name: string) => firstText(values[name], whole));
}

/** The templates that were sent before, the newest first, and how to remember one. */
export function useSentTemplates(): [TemplateDraft[], (sent: TemplateDraft) => void] {
  const place = `whatsdex.templates.${useTenant().id}`;
  const [sent, setSent] = useState<TemplateDraft[]>(() => load<TemplateDraft[]>(place) ?? []);
  const remember = (template: TemplateDraft) => {
    const names = Object.keys(template.variables);
    const bare = { ...template, variables: Object.fromEntries(names.map((name) => [name, ""])) };
    const others = sent.filter(({ name, language }) => name !== bare.name || language !== bare.language);
    const next = [bare, ...others].slice(0, REMEMBERED);
    keep(place, next);
    setSent(next);
  };
  return [sent, remember];
}

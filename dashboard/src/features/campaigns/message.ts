/** What a campaign says, while it is written. */

import type { Schemas } from "@/api/client";

export type Content = NonNullable<Schemas["CampaignDetail"]["content"]>;
export type Variant = NonNullable<Content["variants"]>[number];
export type Template = Schemas["TemplateView"];
type Channel = Schemas["ChannelView"];

export const TEXT_MAX_CHARS = 4096;
export const MOST_VARIANTS = 20;
/** The variant that people wrote first. */
export const ORIGINAL = "a";
const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** The names of a text's variables, each once, in their order. */
export function variablesIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(VARIABLE)].map(([, name]) => name ?? "")))];
}

/** The names of a template's variables. */
export function variablesOfTemplate({ header, body, buttons }: Pick<Template, "header" | "body" | "buttons">): string[] {
  const top = header?.format === "text" ? (header.text ?? "") : "";
  return variablesIn([top, body, ...buttons.flatMap(({ url = "", code = "" }) => [url, code])]);
}

/** The next letters that no variant has. */
export function freeIds(variants: readonly Pick<Variant, "id">[], howMany: number): string[] {
  const taken = variants.map(({ id }) => id);
  return Array.from("bcdefghijklmnopqrstuvwxyz").filter((id) => !taken.includes(id)).slice(0, howMany);
}

export type Usability = "usable" | "no_account" | "not_submitted" | "not_approved" | "outdated";

/** Whether a template can be sent through channels: WhatsApp must have approved its version in every account. */
export function usability(template: Pick<Template, "approvals" | "version">, channels: readonly Channel[]): Usability {
  const accounts = new Set(channels.filter(({ provider }) => provider === "whatsapp").map((one) => one.account_id));
  if (accounts.size === 0) return "no_account";
  for (const account of accounts) {
    const approval = template.approvals[account];
    if (!approval) return "not_submitted";
    if (approval.status !== "approved") return "not_approved";
    if (approval.differs || approval.submitted_version !== template.version) return "outdated";
  }
  return "usable";
}

/** Whether people may choose the template. */
export function mayChoose(template: Pick<Template, "approvals" | "version">, channels: readonly Channel[]): boolean {
  return ["usable", "no_account"].includes(usability(template, channels));
}

/** What of a content can be saved: nothing while it says nothing. */
export function savable(content: Content): Content | null {
  if (!content.template_id && !content.text?.trim()) return null;
  const variants = (content.variants ?? []).filter(({ template_id: id, text }) => Boolean(id) || Boolean(text?.trim()));
  const fallbacks = Object.fromEntries(Object.entries(content.fallbacks ?? {}).filter(([, value]) => value.trim()));
  return { ...content, variants, fallbacks };
}

/** A text with values in the place of variables; those without one stay. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (whole, name: string) => [values[name]?.trim(), whole].find(Boolean) ?? whole);
}

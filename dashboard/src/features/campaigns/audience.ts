/** Filters of an audience while they are built. */

import type { Schemas } from "@/api/client";

export type AudienceFilter = Schemas["AudienceFilter"];
export type Rule = NonNullable<AudienceFilter["all"]>[number];
export type Field = Rule["field"];
export type GroupName = "all" | "any" | "exclude";
/** A rule that may lack its value. */
export interface RuleDraft {
  field: NonNullable<Field>;
  op?: string;
  value?: string | number | boolean | null;
  name?: string;
  days?: number | "";
  at?: string;
  [other: string]: unknown;
}
export type FilterDraft = Record<GroupName, RuleDraft[]>;

export const GROUPS: readonly GroupName[] = ["all", "any", "exclude"];
export const FIELDS = ["tag", "attribute", "channel", "provider", "language", "last_heard", "created", "name", "audience", "consent"] as const;
export const OPS: Record<string, readonly string[]> = {
  tag: ["eq", "ne"],
  attribute: ["eq", "ne", "contains", "gt", "lt", "exists", "missing"],
  channel: ["heard", "not_heard", "reachable", "not_reachable"],
  provider: ["heard", "not_heard", "reachable", "not_reachable"],
  language: ["eq", "ne"],
  last_heard: ["within", "not_within"],
  created: ["after", "before"],
  name: ["contains", "eq", "ne"],
  audience: ["in", "not_in"],
  consent: ["refused", "not_refused"],
};
const USUAL_DAYS = 30;

/** A rule of a field, as it begins. */
export function newRule(field: RuleDraft["field"]): RuleDraft {
  const op = OPS[field]?.[0];
  if (field === "last_heard") return { field, op, days: USUAL_DAYS };
  if (field === "created") return { field, op, at: "" };
  if (field === "attribute") return { field, op, name: "", value: "" };
  if (field === "provider") return { field, op, value: "whatsapp" };
  if (field === "consent") return { field, op, value: "marketing" };
  return { field, op, value: "" };
}

/** Whether a rule says enough to count. */
export function isComplete(rule: RuleDraft): boolean {
  const has = (value: string | number | boolean | null | undefined) => value !== undefined && value !== null && `${value}`.trim() !== "";
  switch (rule.field) {
    case "group":
      return true;
    case "last_heard":
      return Number(rule.days) >= 1;
    case "created":
      return has(rule.at);
    case "attribute":
      return has(rule.name) && (isUnary(rule) || has(rule.value));
    case "language":
      return String(rule.value ?? "").trim().length >= 2;
    default:
      return has(rule.value);
  }
}

/** Whether the rule compares with nothing. */
export function isUnary(rule: RuleDraft): boolean {
  return rule.field === "attribute" && (rule.op === "exists" || rule.op === "missing");
}

/** The draft that shows a filter. */
export function draftOf(filter: AudienceFilter | null | undefined): FilterDraft {
  const rules = (name: GroupName) => (filter?.[name] ?? []) as RuleDraft[];
  return { all: rules("all"), any: rules("any"), exclude: rules("exclude") };
}

/** What of a draft counts already, as the API takes it. */
export function filterOf(draft: FilterDraft): AudienceFilter {
  const rules = (name: GroupName) => draft[name].filter(isComplete).map(sent) as Rule[];
  return { all: rules("all"), any: rules("any"), exclude: rules("exclude") };
}

function sent(rule: RuleDraft): RuleDraft {
  if (isUnary(rule)) return { field: rule.field, op: rule.op, name: rule.name?.trim() };
  const trimmed = { ...rule };
  if (typeof rule.value === "string") trimmed.value = rule.value.trim();
  if (typeof rule.name === "string") trimmed.name = rule.name.trim();
  return trimmed;
}

/** How many rules a filter has. */
export function countRules(filter: AudienceFilter | FilterDraft): number {
  return GROUPS.reduce((sum, name) => sum + (filter[name]?.length ?? 0), 0);
}

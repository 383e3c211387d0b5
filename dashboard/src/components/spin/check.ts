/**
 * Looks over a variant that a person edits, while they type: what it may not lose of the original.
 *
 * The API has the last word when the variant is saved; these are the rules that an edit breaks most easily.
 */

import { spin } from "@/words";

const words = spin.faults;
const VARIABLE = /\{\{\s*[A-Za-z0-9_]+\s*\}\}/g;
const LINK = /(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?)\]'”»]/gi;
const NUMBER = /\d+(?:[.,:/'’]\d+)*\s?%?/g;
const EDGE = /^\{\{[^}]*\}\}|\{\{[^}]*\}\}$/;

interface Limits {
  /** How many characters it may have. */
  most: number;
  /** Whether it becomes the body of a WhatsApp template. */
  isTemplate: boolean;
}

/** What is wrong with `variant`, in sentences; empty if nothing is. */
export function checkVariant(original: string, variant: string, others: readonly string[], limits: Limits): string[] {
  const text = variant.trim();
  if (text === "") return [words.empty];
  const faults: string[] = [];
  if (text.length > limits.most) faults.push(words.tooLong(text.length, limits.most));
  for (const parts of [variables, links, numbers]) {
    const [lacking, added] = compare(parts(original), parts(text));
    if (lacking.length > 0) faults.push(words.lacks(lacking.join(", ")));
    if (added.length > 0) faults.push(words.adds(added.join(", ")));
  }
  if (limits.isTemplate && EDGE.test(text)) faults.push(words.edge);
  if ([original, ...others].some((other) => other.trim() === text)) faults.push(words.same);
  return faults;
}

function variables(text: string): string[] {
  return (text.match(VARIABLE) ?? []).map((name) => name.replace(/\s/g, ""));
}

function links(text: string): string[] {
  return text.match(LINK) ?? [];
}

function numbers(text: string): string[] {
  const bare = text.replace(VARIABLE, " ").replace(LINK, " ");
  return (bare.match(NUMBER) ?? []).map((number) => number.trim());
}

/** What only the first, and what only the second has, each as often as it is missing. */
function compare(wanted: readonly string[], present: readonly string[]): [string[], string[]] {
  const added = [...present];
  const lacking = wanted.filter((one) => {
    const place = added.indexOf(one);
    if (place >= 0) added.splice(place, 1);
    return place < 0;
  });
  return [lacking, added];
}

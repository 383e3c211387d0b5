/** Which words of a text differ from another's. */

export interface Part {
  text: string;
  /** In both texts, only in the first, or only in the second. */
  kind: "same" | "removed" | "added";
}

/** A word with a placeholder as a whole, a run of spaces, or a single sign. */
const TOKEN = /\{\{\s*[A-Za-z0-9_]+\s*\}\}|[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;

/** The way from `before` to `after`, word by word: together, `same` and `removed` are `before`, `same` and `added` are `after`. */
export function diffWords(before: string, after: string): Part[] {
  const old = before.match(TOKEN) ?? [];
  const fresh = after.match(TOKEN) ?? [];
  const lengths = commonLengths(old, fresh);
  const parts: Part[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      add(parts, "same", old[i++] ?? "");
      j++;
    } else if (j >= fresh.length || (i < old.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      add(parts, "removed", old[i++] ?? "");
    } else {
      add(parts, "added", fresh[j++] ?? "");
    }
  }
  return merged(parts);
}

/** Takes changes with nothing but spaces between them together: whole phrases read better than every second word. */
function merged(parts: readonly Part[]): Part[] {
  const found: Part[] = [];
  parts.forEach(({ kind, text }, place) => {
    const isBetween = place > 0 && place < parts.length - 1;
    if (kind === "same" && (text.trim() !== "" || !isBetween)) {
      found.push({ kind, text });
      return;
    }
    if (kind !== "added") addChange(found, "removed", text);
    if (kind !== "removed") addChange(found, "added", text);
  });
  return found.filter(({ text }) => text !== "");
}

/** Keeps a change as one removed part with one added part behind it. */
function addChange(found: Part[], kind: "removed" | "added", text: string): void {
  if (found.length === 0 || found.at(-1)?.kind === "same") found.push({ kind: "removed", text: "" }, { kind: "added", text: "" });
  const part = found.at(kind === "added" ? -1 : -2);
  if (part) part.text += text;
}

/** How long the longest common subsequence is from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = rows[i];
      if (row) row[j] = a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function add(parts: Part[], kind: Part["kind"], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

/** Reads a file of templates as the import takes it. */

import type { Import } from "./queries";

/** What to send of a file; null if it can be no file of templates. */
export function readImport(name: string, text: string): Import | null {
  if (name.toLowerCase().endsWith(".csv")) return text.trim() === "" ? null : { csv: text };
  try {
    const read: unknown = JSON.parse(text);
    const list: unknown = Array.isArray(read) ? read : (read as { templates?: unknown } | null)?.templates;
    return Array.isArray(list) ? { templates: list as NonNullable<Import["templates"]> } : null;
  } catch {
    return null;
  }
}

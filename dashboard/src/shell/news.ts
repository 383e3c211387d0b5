/** What of a conversation's document is news: the newest message, if a customer wrote it. */

import type { Document } from "@/live/loading";

export interface News {
  /** The conversation. */
  id: string;
  name: string;
  text: string;
  atMs: number;
}

interface Newest {
  text?: string;
  direction?: string;
  at_ms?: number;
}

/** The newest message of customers that is newer than `afterMs` and that nobody has looked at. */
export function newestHeard(documents: readonly Document[], afterMs: number): News | null {
  const heard = documents.flatMap(({ id, fields }) => {
    const { text = "", direction, at_ms: atMs = 0 } = newestOf(fields);
    const name = typeof fields.contact_name === "string" ? fields.contact_name : "";
    return direction === "in" && fields.is_unread === true && atMs > afterMs ? [{ id, name, text, atMs }] : [];
  });
  return heard.reduce<News | null>((newest, one) => (newest && newest.atMs >= one.atMs ? newest : one), null);
}

/** When the newest message of all was written, whoever wrote it; 0 where there is none. */
export function newestMs(documents: readonly Document[]): number {
  return Math.max(0, ...documents.map(({ fields }) => newestOf(fields).at_ms ?? 0));
}

function newestOf(fields: Document["fields"]): Newest {
  return fields.preview ?? {};
}

/** The newest message of a conversation in one line: who wrote it, unless the contact did, and what. */

import type { Schemas } from "@/api/client";
import { inbox } from "@/words";

import type { Conversation } from "./filter";
import { firstText } from "./format";

interface People {
  members: ReadonlyMap<string, string>;
  me: string;
}

export function previewOf({ preview }: Conversation, people: People): string {
  if (!preview) return "";
  const text = firstText(preview.text, inbox.message.kinds[preview.kind]);
  return preview.direction === "out" ? `${writerOf(preview.author, people)}: ${text}` : text;
}

function writerOf(author: Schemas["Author"] | null | undefined, { members, me }: People): string {
  const words = inbox.list.writers;
  switch (author?.kind) {
    case "person":
      if (author.id === me) return words.me;
      return firstText(firstName(members.get(author.id ?? "")), author.name, words.us);
    case "phone":
      return words.phone;
    case "agent":
      return firstText(author.name, words.agent);
    case "campaign":
      return words.campaign;
    default:
      // Stored before authors were kept.
      return words.us;
  }
}

/** What a colleague is called in short; of an e-mail address what stands before the @. */
function firstName(name: string | undefined): string | undefined {
  return name?.trim().split(/[\s@]/)[0];
}

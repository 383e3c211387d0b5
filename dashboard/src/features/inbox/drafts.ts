/** A reply that is being written: it survives a reload, and has one key from its first letter until it is sent. */

import { useEffect, useLayoutEffect, useMemo, useState } from "react";

import { newKey } from "@/api/client";
import { useUser } from "@/session/session";
import { useTenant } from "@/session/tenant";

import { keep, load } from "./storage";

export interface DraftFile {
  mediaId: string;
  filename: string;
  mimeType: string;
  sizeBytes: number;
}

/** The message that a reply answers. */
export interface Quote {
  id: string;
  /** Who wrote it. */
  author: string;
  text: string;
  channelId: string;
}

export interface Draft {
  /** The Idempotency-Key under which it is sent. */
  key: string;
  text: string;
  file: DraftFile | null;
  quote: Quote | null;
}

function emptyDraft(): Draft {
  return { key: newKey(), text: "", file: null, quote: null };
}

/** Drafts in sight, by their place: what arrives for one that is not goes to where it is kept. */
const shown = new Map<string, (file: DraftFile) => void>();

/** Puts a file into a draft, whether or not its conversation is still looked at. */
export function attach(place: string, file: DraftFile): void {
  const show = shown.get(place);
  if (show) show(file);
  else keep(place, { ...emptyDraft(), ...load<Draft>(place), file });
}

/** Takes what arrives from here on, and what arrived since the draft was read. */
function receive(place: string, take: (file: DraftFile) => void): () => void {
  shown.set(place, take);
  const arrived = load<Draft>(place)?.file;
  if (arrived) take(arrived);
  return () => void shown.delete(place);
}

function isEmpty(draft: Draft): boolean {
  return draft.text === "" && draft.file === null && draft.quote === null;
}

/** Where the draft of a conversation is kept. */
export function draftKey(tenantId: string, uid: string, conversationId: string): string {
  return `whatsdex.draft.${tenantId}.${uid}.${conversationId}`;
}

export interface Drafting {
  draft: Draft;
  /** Where it is kept. */
  place: string;
  /** Changes parts of it. */
  change: (changed: Partial<Draft>) => void;
  /** Begins the next one. */
  clear: () => void;
  /** Puts a refused reply back, before what has been written since. */
  takeBack: (refused: Draft) => void;
}

/** The draft of a conversation. */
export function useDraft(conversationId: string): Drafting {
  const place = draftKey(useTenant().id, useUser().uid, conversationId);
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft(), ...load<Draft>(place) }));
  useLayoutEffect(() => {
    const take = (file: DraftFile) => setDraft((before) => (before.file?.mediaId === file.mediaId ? before : { ...before, file }));
    return receive(place, take);
  }, [place]);
  useEffect(() => keep(place, isEmpty(draft) ? null : draft), [place, draft]);
  const doings = useMemo(
    () => ({
      change: (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed })),
      clear: () => setDraft(emptyDraft()),
      takeBack: (refused: Draft) =>
        setDraft((before) => ({
          key: refused.key,
          text: [refused.text, before.text].filter(Boolean).join("\n"),
          file: refused.file ?? before.file,
          quote: refused.quote ?? before.quote,
        })),
    }),
    [],
  );
  return { draft, place, ...doings };
}

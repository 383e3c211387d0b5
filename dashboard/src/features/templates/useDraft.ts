/** The draft of a template: what was saved, what was changed since, and kept in this browser until it is saved too. */

import { useCallback, useEffect, useMemo, useState } from "react";

import { newKey } from "@/api/client";
import { changedSince } from "@/components/changes";
import { useUser } from "@/session/session";
import { useTenant } from "@/session/tenant";

import { type Draft, isSame } from "./draft";

interface Kept {
  draft: Draft;
  /** The version that was changed; null for a new template. */
  version: number | null;
  /** The Idempotency-Key under which it is made. */
  key: string;
}

export interface Drafting extends Kept {
  isChanged: boolean;
  /** Whether changes from an earlier visit came back. */
  isRestored: boolean;
  change: (changed: Partial<Draft>) => void;
  /** Begins anew from what is saved. */
  reset: (saved: Draft, version: number | null) => void;
  /** Takes what was saved; what was typed while it was on its way stays. */
  settle: (saved: Draft, version: number | null, sent: Draft) => void;
  /** Takes another version as the one that was changed, and keeps the changes. */
  rebase: (saved: Draft, version: number | null) => void;
}

/** @param place what tells this draft from others, such as the template's id */
export function useDraft(place: string, saved: Draft, version: number | null): Drafting {
  const where = `whatsdex.template.${useTenant().id}.${useUser().uid}.${place}`;
  const [base, setBase] = useState(saved);
  const [kept, setKept] = useState<Kept>(() => load(where) ?? { draft: saved, version, key: newKey() });
  const [isRestored, setRestored] = useState(() => load(where) !== null);
  const isChanged = useMemo(() => !isSame(kept.draft, base), [kept.draft, base]);
  useEffect(() => keep(where, isChanged ? kept : null), [where, isChanged, kept]);
  return {
    ...kept,
    isChanged,
    isRestored: isRestored && isChanged,
    change: useCallback(
      (changed: Partial<Draft>) => setKept((before) => ({ ...before, draft: { ...before.draft, ...changed } })),
      [],
    ),
    reset: useCallback(
      (next: Draft, nextVersion: number | null) => {
        // At once: a page that is left right after saving runs no effect.
        keep(where, null);
        setBase(next);
        setRestored(false);
        setKept({ draft: next, version: nextVersion, key: newKey() });
      },
      [where],
    ),
    settle: useCallback((next: Draft, nextVersion: number | null, sent: Draft) => {
      setBase(next);
      setRestored(false);
      setKept((before) => ({ draft: { ...next, ...changedSince(before.draft, sent) }, version: nextVersion, key: newKey() }));
    }, []),
    rebase: useCallback((next: Draft, nextVersion: number | null) => {
      setBase(next);
      setKept((before) => ({ ...before, version: nextVersion }));
    }, []),
  };
}

function load(where: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(where) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function keep(where: string, kept: Kept | null): void {
  try {
    if (kept === null) localStorage.removeItem(where);
    else localStorage.setItem(where, JSON.stringify(kept));
  } catch {
    // A full or forbidden storage: it then lives as long as the page.
  }
}

/** The draft of an agent: what is saved, and what was changed since, which this browser keeps until it is saved too. */

import { useCallback, useEffect, useState } from "react";

import { newKey } from "@/api/client";
import { changedSince } from "@/components/changes";
import { useTenant } from "@/session/tenant";
import { useUser } from "@/session/session";

import { type Agent, changesOf, type Draft, draftOf, EMPTY, hasChanges, type Patch } from "./draft";

interface Kept {
  /** Only what was changed: what somebody else saves meanwhile stays. */
  changed: Partial<Draft>;
  /** The Idempotency-Key under which a new agent is made. */
  key: string;
}

export interface Drafting {
  draft: Draft;
  changes: Patch;
  isChanged: boolean;
  /** Whether changes from an earlier visit came back. */
  isRestored: boolean;
  key: string;
  change: (changed: Partial<Draft>) => void;
  /** Forgets what was changed. */
  reset: () => void;
  /** Forgets what was saved; what was typed while it was on its way stays. */
  settle: (sent: Draft) => void;
}

export function useDraft(agent: Agent | null): Drafting {
  const where = `whatsdex.agent.${useTenant().id}.${useUser().uid}.${agent?.id ?? "new"}`;
  const [kept, setKept] = useState<Kept>(() => load(where) ?? { changed: {}, key: newKey() });
  const [wasKept, setWasKept] = useState(() => load(where) !== null);
  const saved = agent ? draftOf(agent) : EMPTY;
  const draft = { ...saved, ...kept.changed };
  const isChanged = hasChanges(draft, saved);
  useEffect(() => keep(where, isChanged ? kept : null), [where, isChanged, kept]);
  return {
    draft,
    changes: changesOf(draft, saved),
    isChanged,
    isRestored: wasKept && isChanged,
    key: kept.key,
    change: useCallback(
      (changed: Partial<Draft>) => setKept((before) => ({ ...before, changed: { ...before.changed, ...changed } })),
      [],
    ),
    reset: useCallback(() => {
      // At once: a page that is left right after saving runs no effect.
      keep(where, null);
      setWasKept(false);
      setKept({ changed: {}, key: newKey() });
    }, [where]),
    settle: useCallback((sent: Draft) => {
      setWasKept(false);
      setKept((before) => ({ changed: changedSince(before.changed, sent), key: newKey() }));
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

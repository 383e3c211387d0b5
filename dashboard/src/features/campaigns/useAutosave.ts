/** Keeps a campaign on the server while people change it: each change is saved soon, in the order it was made. */

import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";

import { useApi } from "@/api/context";
import { ApiError, sentence } from "@/api/problem";
import { campaigns as words } from "@/words";

import { type Campaign, campaignKeys, type Patch, patchCampaign, showCampaign } from "./queries";

/** How long people pause between two words. */
const TYPING_MS = 600;

/** `refused` is lasting: there is nothing that could still be saved. */
export type SaveState = "saved" | "waiting" | "saving" | "failed" | "refused";

export interface Autosave {
  state: SaveState;
  /** What the API refused last. */
  error: ApiError | null;
  /** Takes a change; what was not saved yet of an earlier one goes with it. */
  change: (patch: Patch) => void;
  /** Saves what waits, and waits for it; rejects with what the API answered if it was refused. */
  flush: () => Promise<void>;
}

export function useAutosave(id: string): Autosave {
  const api = useApi();
  const client = useQueryClient();
  const [state, setState] = useState<SaveState>("saved");
  const [error, setError] = useState<ApiError | null>(null);
  const waiting = useRef<Patch>({});
  const running = useRef<Promise<Error | null>>(null);
  const timer = useRef(0);
  const isLeft = useRef(false);

  /** What the change was refused with, if it was. */
  const save = useCallback(async (): Promise<Error | null> => {
    clearTimeout(timer.current);
    // Whoever waits here may find that somebody else who waited has begun the next one.
    while (running.current) await running.current;
    if (Object.keys(waiting.current).length === 0) return null;
    const patch = waiting.current;
    waiting.current = {};
    setState("saving");
    const attempt = patchCampaign(api, id, patch).then(
      (saved: Campaign) => {
        showCampaign(client, saved);
        setError(null);
        setState(Object.keys(waiting.current).length > 0 ? "waiting" : "saved");
        return null;
      },
      (failure: unknown) => {
        const isLasting = failure instanceof ApiError && failure.status === 409 && failure.code !== "write_raced";
        if (isLasting) {
          // Launched meanwhile: no later change mends it, and it would keep those from being saved.
          void client.invalidateQueries({ queryKey: campaignKeys.one(id), exact: true });
        } else {
          // It goes with the next change, which may mend it.
          waiting.current = { ...patch, ...waiting.current };
        }
        if (isLeft.current) notifications.show({ color: "red", title: words.wizard.saveFailed, message: sentence(failure) });
        setError(failure instanceof ApiError ? failure : null);
        setState(isLasting ? "refused" : "failed");
        return failure instanceof Error ? failure : new Error(String(failure));
      },
    );
    running.current = attempt.finally(() => {
      running.current = null;
    });
    return running.current;
  }, [api, client, id]);

  const flush = useCallback(async () => {
    const failure = await save();
    if (failure) throw failure;
  }, [save]);

  const change = useCallback(
    (patch: Patch) => {
      waiting.current = { ...waiting.current, ...patch };
      setState("waiting");
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), TYPING_MS);
    },
    [save],
  );

  useEffect(() => {
    // A page that is left saves what waits; one that is closed asks first, since what is sent then need not arrive.
    const close = (event: BeforeUnloadEvent) => {
      void save();
      if (running.current) event.preventDefault();
    };
    // Not every browser asks.
    const leave = () => void save();
    isLeft.current = false;
    addEventListener("beforeunload", close);
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("beforeunload", close);
      removeEventListener("pagehide", leave);
      isLeft.current = true;
      leave();
    };
  }, [save]);

  return { state, error, change, flush };
}

/** Files on their way into replies: they go on while another conversation is looked at, and arrive in the reply's draft. */

import { useCallback, useSyncExternalStore } from "react";

export interface Running {
  name: string;
  /** How much has left, from 0 to 1. */
  share: number;
  stop: AbortController;
}

const running = new Map<string, Running>();
const watchers = new Set<() => void>();

function set(place: string, upload: Running | null): void {
  if (upload) running.set(place, upload);
  else running.delete(place);
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/** What is on its way into the draft that is kept at `place`. */
export function useRunning(place: string): Running | null {
  return useSyncExternalStore(
    watch,
    useCallback(() => running.get(place) ?? null, [place]),
  );
}

/** Sends a file for the draft at `place`; rejects as `send` does, also where it was stopped. */
export async function sendFor<T>(
  place: string,
  name: string,
  send: (onProgress: (share: number) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  set(place, { name, share: 0, stop });
  try {
    return await send((share) => set(place, { name, share, stop }), stop.signal);
  } finally {
    set(place, null);
  }
}

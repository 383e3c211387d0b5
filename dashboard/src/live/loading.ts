/** Listening for pages: the module that does it is loaded after the first paint, because Firestore's SDK is heavy. */

export type { Document, Listener } from "./listen";

type Listening = typeof import("./listen");

/** Begins to listen once that is possible; returns how to stop. */
export function whenLoaded(begin: (listening: Listening) => () => void): () => void {
  let stop: (() => void) | undefined;
  let isOver = false;
  void import("./listen").then(
    (listening) => {
      if (!isOver) stop = begin(listening);
    },
    // Offline, or a deployment replaced it: the page works on, and what is asked is asked anew.
    () => undefined,
  );
  return () => {
    isOver = true;
    stop?.();
  };
}

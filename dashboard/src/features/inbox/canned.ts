/** Canned replies: the workspace's, inserted by a shortcut. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { retryDelayMs } from "@/api/queries";
import { inbox } from "@/words";

import { retryPassing } from "./passing";
import { inboxKeys } from "./queries";

export type Canned = Schemas["CannedReply"];
export type CannedReplies = Schemas["CannedRepliesView"];

/** The workspace's canned replies; samples until somebody has saved some. */
export function useCanned(): CannedReplies | undefined {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.canned,
    queryFn: ({ signal }) => answer(api.GET("/api/inbox/canned", { signal })),
    select: (found): CannedReplies => (found.version ? found : { ...found, items: [...inbox.canned.samples] }),
  }).data;
}

/** Saves all of them, over the version that was edited. */
export function useSaveCanned() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CannedReplies) => answer(api.PUT("/api/inbox/canned", { body })),
    // Saving the same again changes nothing.
    retry: retryPassing,
    retryDelay: retryDelayMs,
    onSuccess: (saved) => client.setQueryData<CannedReplies>(inboxKeys.canned, saved),
    onError: () => client.invalidateQueries({ queryKey: inboxKeys.canned }),
  });
}

/** Those that a text such as `/he` may mean; null if it means none at all. */
export function findCanned(canned: readonly Canned[], text: string): Canned[] | null {
  const wanted = /^\/([\p{L}\p{N}_-]*)$/u.exec(text)?.[1]?.toLowerCase();
  if (wanted === undefined) return null;
  return canned.filter(({ shortcut }) => shortcut.toLowerCase().startsWith(wanted));
}

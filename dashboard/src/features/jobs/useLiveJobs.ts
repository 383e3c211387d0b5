/** Keeps the page current: Firestore tells that something changed, and what is shown is asked again, soon but not each time. */

import { useThrottledCallback } from "@mantine/hooks";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { whenLoaded } from "@/live/loading";
import { useTenant } from "@/session/tenant";

import { jobKeys } from "./queries";

const AT_MOST_EVERY_MS = 2000;

/** Follows what fails. */
export function useLiveFailures(): void {
  const { id: tenantId } = useTenant();
  const ask = useAsking(jobKeys.letters, jobKeys.board);
  useEffect(() => whenLoaded((listening) => listening.listenToFailures(tenantId, ask)), [tenantId, ask]);
}

/** Follows what runs. */
export function useLiveWork(): void {
  const { id: tenantId } = useTenant();
  const ask = useAsking(jobKeys.running);
  useEffect(() => whenLoaded((listening) => listening.listenToRunning(tenantId, ask)), [tenantId, ask]);
}

function useAsking(...which: QueryKey[]): () => void {
  const client = useQueryClient();
  return useThrottledCallback(() => {
    for (const queryKey of which) void client.invalidateQueries({ queryKey });
  }, AT_MOST_EVERY_MS);
}

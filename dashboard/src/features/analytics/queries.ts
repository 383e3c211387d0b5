/** What the analytics page reads. */

import { useMutation, useQueries, useQuery } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

import type { Filter, Grain, Range } from "./range";

/** How many campaigns are compared; each costs the counts of its progress. */
export const COMPARED = 6;
const RUNNING_MS = 60_000;

/** Numbers over a span; `enabled` is off where nothing is compared. */
export function useSeries(grain: Grain, range: Range, filter: Filter, enabled = true) {
  const api = useApi();
  const query = { ...range, ...filter };
  return useQuery({
    queryKey: [...keys.stats, grain, query],
    queryFn: ({ signal }) => {
      const options = { params: { query }, signal };
      switch (grain) {
        case "hourly":
          return answer(api.GET("/api/usage/hourly", options));
        case "daily":
          return answer(api.GET("/api/usage/daily", options));
        case "monthly":
          return answer(api.GET("/api/usage/monthly", options));
      }
    },
    enabled,
    // What is shown stays until other days are there.
    placeholderData: (before) => before,
    refetchInterval: RUNNING_MS,
  });
}

export function useBusy(range: Range) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.stats, "busy", range],
    queryFn: ({ signal }) => answer(api.GET("/api/usage/busiest-hours", { params: { query: range }, signal })),
    placeholderData: (before) => before,
  });
}

/** The same numbers as a file. */
export function useExport() {
  const api = useApi();
  return useMutation({
    mutationFn: async ({ grain, range, filter }: { grain: Grain; range: Range; filter: Filter }) => {
      const query = { grain, ...range, ...filter };
      const { data }: { data?: unknown } = await api.GET("/api/usage/export", { params: { query }, parseAs: "blob" });
      return data as Blob;
    },
  });
}

export function useWorkspace() {
  const api = useApi();
  return useQuery({
    queryKey: keys.workspace,
    queryFn: ({ signal }) => answer(api.GET("/api/workspace", { signal })),
  });
}

export function useChannels() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.channels, "names"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/workspace/channels", { params: { query: { limit: 100 } }, signal }))).items,
  });
}

/** The latest campaigns that were launched. */
export function useLaunched() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.campaigns, "compared"],
    queryFn: async ({ signal }) => {
      const { items } = await answer(api.GET("/api/campaigns", { params: { query: { limit: 25 } }, signal }));
      return items.filter(({ started_at: started }) => started !== null).slice(0, COMPARED);
    },
  });
}

/** How far each of those campaigns came. */
export function useProgresses(ids: readonly string[]) {
  const api = useApi();
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [...keys.campaigns, "one", id, "progress"],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answer(api.GET("/api/campaigns/{id}/progress", { params: { path: { id } }, signal })),
    })),
    combine: (results) => ({
      data: results.flatMap(({ data }) => data ?? []),
      isComplete: results.every(({ data }) => data !== undefined),
      error: results.find(({ error }) => error)?.error ?? null,
      refetch: () => void Promise.all(results.map(({ refetch }) => refetch())),
    }),
  });
}

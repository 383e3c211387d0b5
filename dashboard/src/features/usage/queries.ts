/** What the usage pages read. */

import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";

import { type Api, answer, onceFor } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

/** The days of a month until now. */
export function useDays(month: string | undefined, today: string) {
  const api = useApi();
  const query = { from: `${month}-01`, to: today };
  return useQuery({
    queryKey: [...keys.stats, "daily", query],
    queryFn: ({ signal }) => answer(api.GET("/api/usage/daily", { params: { query }, signal })),
    enabled: month !== undefined,
  });
}

const costsOf = (api: Api, month: string) => ({
  queryKey: [...keys.usage, "costs", month],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answer(api.GET("/api/usage/costs", { params: { query: { month } }, signal })),
});

/** What each of the months cost, in their order. */
export function useCosts(months: readonly string[]) {
  const api = useApi();
  return useQueries({
    queries: months.map((month) => costsOf(api, month)),
    combine: (results) => ({
      data: results.every(({ data }) => data) ? results.flatMap(({ data }) => data ?? []) : undefined,
      error: results.find(({ error }) => error)?.error ?? null,
      refetch: () => void Promise.all(results.map(({ refetch }) => refetch())),
    }),
  });
}

const COUNTING = [...keys.usage, "backfills"] as const;
const LOOK_AGAIN_MS = 1500;

/** The newest back-fills; while one runs, looked at again and again. */
export function useBackfills() {
  const api = useApi();
  return useQuery({
    queryKey: COUNTING,
    queryFn: async ({ signal }) => (await answer(api.GET("/api/usage/backfill", { signal }))).items,
    refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => state === "running") ? LOOK_AGAIN_MS : false),
  });
}

/** Beginning and stopping to count anew; charts that are open afterwards read their numbers again. */
export function useCountingDeeds() {
  const [api, client] = [useApi(), useQueryClient()];
  const onSettled = () =>
    Promise.all([client.invalidateQueries({ queryKey: COUNTING }), client.invalidateQueries({ queryKey: keys.stats, refetchType: "none" })]);
  const begin = useMutation({
    mutationFn: (body: { from: string; to: string }) =>
      onceFor(["count anew", body], (headers) => answer(api.POST("/api/usage/backfill", { body, headers }))),
    onSettled,
  });
  const stop = useMutation({
    mutationFn: (id: string) => answer(api.POST("/api/usage/backfill/{id}/cancel", { params: { path: { id } } })),
    onSettled,
  });
  return { begin, stop };
}

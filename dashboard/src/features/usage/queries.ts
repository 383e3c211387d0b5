/** What the usage pages read. */

import { useQueries, useQuery } from "@tanstack/react-query";

import { type Api, answer } from "@/api/client";
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

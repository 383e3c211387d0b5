/** What the open workspace has used of its plan: for the banner of the frame, and for the pages that show more of it. */

import { useQuery } from "@tanstack/react-query";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

/** Often enough that a warning comes before the limit; each costs a read a shard. */
const ASKED_MS = 300_000;

export function useUsage() {
  const api = useApi();
  return useQuery({
    queryKey: keys.usage,
    queryFn: ({ signal }) => answer(api.GET("/api/usage/current", { signal })),
    refetchInterval: ASKED_MS,
  });
}

type Metric = Schemas["Metric"];

export interface Limited extends Metric {
  name: string;
  limit: number;
}

/** The counters that the plan limits, the one nearest to its limit first. */
export function limitedOf(usage: Schemas["CurrentUsage"]): Limited[] {
  return Object.entries(usage.metrics)
    .flatMap(([name, { limit, ...metric }]) => (limit === null ? [] : [{ name, limit, ...metric }]))
    .sort((a, b) => b.used / b.limit - a.used / a.limit);
}

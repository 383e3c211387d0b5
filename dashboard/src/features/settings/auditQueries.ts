/** The audit trail: pages of it, and all of it as a file. */

import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { saveFile } from "@/components/files";
import { useSearch } from "@/components/searchParams";
import { audit as words, common } from "@/words";

export type Entry = Schemas["AuditView"];

const FIELDS = ["actor", "action", "target", "from", "to"] as const;
export type AuditFilter = Record<(typeof FIELDS)[number], string>;
const PAGE = 25;
const DAY_MS = 86_400_000;

/** The filter, which stands in the address; days are the browser's. */
export function useAuditFilter(): [AuditFilter, (change: Partial<AuditFilter>) => void] {
  const [params, setParams] = useSearch();
  const set = (change: Partial<AuditFilter>) =>
    setParams((now) => new URLSearchParams(Object.entries({ ...readFilter(now), ...change }).filter(([, value]) => value)));
  return [readFilter(params), set];
}

function readFilter(params: URLSearchParams) {
  return Object.fromEntries(FIELDS.map((name) => [name, params.get(name) ?? ""])) as AuditFilter;
}

function asQuery({ actor, action, target, from, to }: AuditFilter) {
  const start = from ? new Date(`${from}T00:00`) : null;
  const end = to ? new Date(new Date(`${to}T00:00`).getTime() + DAY_MS) : null;
  return {
    actor,
    action,
    target,
    ...(start && { since: start.toISOString() }),
    ...(end && { until: end.toISOString() }),
  };
}

export function useAudit(filter: AuditFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: async ({ pageParam: cursor, signal }) =>
      answer(api.GET("/api/workspace/audit", { params: { query: { ...asQuery(filter), limit: PAGE, cursor } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 0,
  });
}

export function useAuditExport(filter: AuditFilter) {
  const api = useApi();
  return useMutation({
    mutationFn: async () =>
      answer(api.GET("/api/workspace/audit/export", { params: { query: asQuery(filter) }, parseAs: "text" })),
    onSuccess: (content) => {
      saveFile(new Blob([content], { type: "text/csv" }), "audit.csv");
      notifications.show({ message: words.exported });
    },
    onError: (error) => notifications.show({ color: "red", title: common.failedTitle, message: sentence(error) }),
  });
}

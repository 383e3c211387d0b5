/** What the settings page reads, and changing the workspace. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
import { useTenants } from "@/session/tenant";

import type { Wanted } from "./draft";

/** For so long the functions that count may believe the time zone before. */
const ZONE_HEARD_MS = 35_000;

export function useWorkspace() {
  const api = useApi();
  return useQuery({
    queryKey: keys.workspace,
    queryFn: async ({ signal }) => answer(api.GET("/api/workspace", { signal })),
  });
}

export function usePlans() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.workspace, "plans"],
    queryFn: ({ signal }) => answer(api.GET("/api/workspace/plans", { signal })),
    // Channels and agents are made on other pages.
    staleTime: 0,
  });
}

export function useChangeWorkspace() {
  const api = useApi();
  const queries = useQueryClient();
  const { rename } = useTenants();
  return useMutation({
    mutationFn: (body: Partial<Wanted>) => answer(api.PATCH("/api/workspace", { body })),
    onSuccess: (workspace, { time_zone: zone }) => {
      queries.setQueryData(keys.workspace, workspace);
      rename(workspace.name);
      if (zone === undefined) return;
      void queries.invalidateQueries();
      window.setTimeout(() => void queries.invalidateQueries(), ZONE_HEARD_MS);
    },
  });
}

export function useMembers() {
  const api = useApi();
  return useQuery({
    queryKey: keys.members,
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/workspace/members", { params: { query: { limit: 100 } }, signal }))).items,
  });
}

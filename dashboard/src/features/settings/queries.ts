/** What the settings page reads. */

import { useQuery } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

export function useWorkspace() {
  const api = useApi();
  return useQuery({
    queryKey: keys.workspace,
    queryFn: async ({ signal }) => answer(api.GET("/api/workspace", { signal })),
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

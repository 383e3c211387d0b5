/** The first steps: how far the workspace is, and having them shown no more. */

import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { keys } from "@/api/queries";
import { useMay } from "@/session/tenant";
import { firstSteps as words } from "@/words";

import { type Checklist, isOver } from "./steps";

const KEY = [...keys.workspace, "checklist"] as const;
/** A customer's first message and what others do are seen so soon. */
const ASKED_MS = 5_000;

/** How far the workspace is, for those who can do the steps; asked again until they are over. */
export function useChecklist() {
  const api = useApi();
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => answer(api.GET("/api/workspace/checklist", { signal })),
    enabled: useMay("admin"),
    staleTime: ({ state: { data } }) => (data && isOver(data) ? Infinity : 0),
    refetchInterval: ({ state: { data } }) => (data && isOver(data) ? false : ASKED_MS),
  });
}

export function useDismiss() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.PATCH("/api/workspace", { body: { checklist_dismissed: true } })),
    onSuccess: async () => {
      // An answer that is on its way would show them again.
      await queries.cancelQueries({ queryKey: KEY });
      queries.setQueryData<Checklist>(KEY, (have) => have && { ...have, dismissed: true });
    },
    onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
  });
}

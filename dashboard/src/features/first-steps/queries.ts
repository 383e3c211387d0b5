/** The first steps: how far the workspace is, and having them shown no more. */

import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { keys } from "@/api/queries";
import { useMay } from "@/session/tenant";
import { useUnreadCount } from "@/session/unread";
import { firstSteps as words } from "@/words";

import { type Checklist, isOver } from "./steps";

/** How often what others do is looked for. */
const ASKED_MS = 60_000;

/**
 * How far the workspace is, for those who can do the steps, until they are over.
 *
 * Asked when a page shows it, when the tab is seen again, and when a customer's first message is heard of.
 */
export function useChecklist() {
  const api = useApi();
  const mayDo = useMay("admin");
  const hasUnread = useUnreadCount() > 0;
  const query = useQuery({
    queryKey: keys.checklist,
    queryFn: ({ signal }) => answer(api.GET("/api/workspace/checklist", { signal })),
    enabled: ({ state: { data } }) => mayDo && !(data && isOver(data)),
    staleTime: 0,
    refetchInterval: ASKED_MS,
    refetchOnWindowFocus: true,
  });
  const { data, refetch } = query;
  const isNews = hasUnread && data !== undefined && !isOver(data) && !data.conversation;
  useEffect(() => {
    if (isNews) void refetch();
  }, [isNews, refetch]);
  return query;
}

export function useDismiss() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.PATCH("/api/workspace", { body: { checklist_dismissed: true } })),
    onSuccess: async () => {
      // An answer that is on its way would show them again.
      await queries.cancelQueries({ queryKey: keys.checklist });
      queries.setQueryData<Checklist>(keys.checklist, (have) => have && { ...have, dismissed: true });
    },
    onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
  });
}

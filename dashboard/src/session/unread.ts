/** How many conversations hold something unread; whoever learns of a change invalidates `keys.unread`. */

import { useQuery } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

export function useUnreadCount(): number {
  const api = useApi();
  const { data } = useQuery({
    queryKey: keys.unread,
    queryFn: async ({ signal }) => answer(api.GET("/api/inbox/unread", { signal })),
  });
  return data?.conversations ?? 0;
}

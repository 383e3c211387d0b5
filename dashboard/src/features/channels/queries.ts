/** What the channels page reads and changes. */

import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, once, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

export type Channel = Schemas["ChannelView"];
export type ChannelDetail = Schemas["ChannelDetail"];
export type ConnectIn = Schemas["WhatsAppIn"] | Schemas["TelegramIn"];

type Pages = InfiniteData<Schemas["Page_ChannelView_"], string | undefined>;

export function useChannels() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.channels,
    queryFn: async ({ pageParam, signal }) =>
      answer(api.GET("/api/workspace/channels", { params: { query: { limit: 100, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useChannel(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.channels, id],
    queryFn: async ({ signal }) =>
      answer(api.GET("/api/workspace/channels/{id}", { params: { path: { id } }, signal })),
  });
}

export function useConnect() {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ body, key }: { body: ConnectIn; key: string }) =>
      answer(api.POST("/api/workspace/channels", { body, headers: once(key) })),
    onSuccess: refresh,
  });
}

export function useChange(id: string) {
  const api = useApi();
  const show = useShow();
  return useMutation({
    mutationFn: async (body: Schemas["ChannelPatch"]) =>
      answer(api.PATCH("/api/workspace/channels/{id}", { params: { path: { id } }, body })),
    onSuccess: show,
  });
}

export function useTest(id: string) {
  const api = useApi();
  const show = useShow();
  return useMutation({
    mutationFn: async () => answer(api.POST("/api/workspace/channels/{id}/test", { params: { path: { id } } })),
    onSuccess: ({ channel }) => show(channel),
  });
}

export function useDisconnect(id: string) {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async () => {
      await api.DELETE("/api/workspace/channels/{id}", { params: { path: { id } } });
    },
    onSuccess: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: keys.checklist });
    return queries.invalidateQueries({ queryKey: keys.channels });
  };
}

/** Puts a channel into the list as the API answered it, without reading the list again. */
function useShow() {
  const queries = useQueryClient();
  return (changed: Channel) =>
    queries.setQueryData<Pages>(keys.channels, (have) =>
      have && {
        ...have,
        pages: have.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.id === changed.id ? { ...item, ...changed } : item)),
        })),
      },
    );
}

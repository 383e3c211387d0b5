/** What the inbox reads and changes over the API, one hook per query. */

import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";

import { type Api, answer, type Schemas, through } from "@/api/client";
import { useApi } from "@/api/context";
import { ApiError, sentence } from "@/api/problem";
import { sendWithProgress } from "@/api/progress";
import { keys, retryDelayMs } from "@/api/queries";
import { inbox } from "@/words";

import { type ConversationPages, flatten, place } from "./cache/conversations";
import { ledgerOf } from "./cache/ledger";
import { leavesGap, type LiveMessages, mergeIntoPages, type MessagePages } from "./cache/messages";
import type { Message } from "./cache/order";
import { type Conversation, type Filter, fits, toQuery } from "./filter";
import { retryPassing } from "./passing";

export type Detail = Schemas["ConversationDetail"];
export type Channel = Schemas["ChannelView"];
export type Member = Schemas["MemberView"];
export type Route = Schemas["Route"];

const LIST_PAGE = 25;
const THREAD_PAGE = 50;
/** Signed addresses are asked for anew this long before they run out. */
const URL_MARGIN_MS = 60_000;

export const inboxKeys = {
  lists: ["inbox", "conversations"] as const,
  list: (filter: Filter) => ["inbox", "conversations", filter] as const,
  conversation: (id: string) => ["inbox", "conversation", id] as const,
  /** The route over a channel that a person chose; below the conversation, so that it is asked again with it. */
  route: (id: string, channel: string) => ["inbox", "conversation", id, "route", channel] as const,
  messages: (id: string) => ["inbox", "messages", id] as const,
  live: (id: string) => ["inbox", "live", id] as const,
  media: (id: string) => ["inbox", "media", id] as const,
  story: (id: string) => ["inbox", "story", id] as const,
  canned: ["inbox", "canned"] as const,
};

export function useConversations(filter: Filter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: inboxKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET("/api/inbox/conversations", {
          params: { query: { ...toQuery(filter), limit: LIST_PAGE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    select: flatten,
  });
}

export function useConversation(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.conversation(id),
    queryFn: ({ signal }) => answer(api.GET("/api/inbox/conversations/{id}", { params: { path: { id } }, signal })),
  });
}

/** How a reply would leave over a channel that a person chose; asked for as soon as there is one. */
export function useChosenRoute(id: string, channel: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.route(id, channel ?? ""),
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: { channel_id: channel } };
      return (await answer(api.GET("/api/inbox/conversations/{id}", { params, signal }))).route;
    },
    enabled: channel !== null,
  });
}

function fetchMessages(api: Api, id: string, cursor: string, signal?: AbortSignal) {
  return answer(
    api.GET("/api/inbox/conversations/{id}/messages", {
      params: { path: { id }, query: { limit: THREAD_PAGE, cursor } },
      signal: signal ?? null,
    }),
  );
}

export function useMessagePages(id: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: inboxKeys.messages(id),
    queryFn: ({ pageParam, signal }) => fetchMessages(api, id, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    // Kept current by the listener and by `catchUp`; loading every page again would cost a read for each message.
    staleTime: Infinity,
    // Comparing every field of every message, page after page, would hold up the scrolling of a long thread.
    structuralSharing: false,
  });
}

/** What happened to a message; the listener has it read again when the message changes. */
export function useStory(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.story(id),
    queryFn: ({ signal }) => answer(api.GET("/api/inbox/messages/{id}/story", { params: { path: { id } }, signal })),
    staleTime: 0,
  });
}

/** What the listener has brought of a thread. */
export function useLiveMessages(id: string): LiveMessages | undefined {
  const client = useQueryClient();
  return useQuery<LiveMessages>({
    queryKey: inboxKeys.live(id),
    queryFn: () => client.getQueryData<LiveMessages>(inboxKeys.live(id)) ?? new Map<string, Message>(),
    staleTime: Infinity,
  }).data;
}

/** Reads the newest page of a thread that has been read before, and begins anew where more than that was missed. */
export async function catchUp(api: Api, client: QueryClient, id: string): Promise<void> {
  const key = inboxKeys.messages(id);
  if (!client.getQueryData<MessagePages>(key)) return;
  const newest = await fetchMessages(api, id, "");
  client.setQueryData<MessagePages>(key, (pages) => {
    if (!pages || leavesGap(pages, newest.items)) return { pages: [newest], pageParams: [""] };
    return mergeIntoPages(pages, newest.items);
  });
}

/** Puts an answered message into its thread. */
export function storeMessage(client: QueryClient, message: Message): void {
  client.setQueryData<MessagePages>(
    inboxKeys.messages(message.conversation_id),
    (pages) => pages && mergeIntoPages(pages, [message]),
  );
}

/** Puts a conversation, as people have asked to change it, into every list that it belongs to and no other. */
export function storeConversation(
  client: QueryClient,
  uid: string,
  conversation: Conversation,
  searchWords?: readonly string[],
): void {
  const shown = ledgerOf(client).apply(conversation);
  for (const [key] of client.getQueriesData<ConversationPages>({ queryKey: inboxKeys.lists })) {
    const filter = key[2] as Filter;
    client.setQueryData<ConversationPages>(
      key,
      (pages) => pages && place(pages, shown, fits(shown, filter, uid, searchWords)),
    );
  }
  client.setQueryData<Detail>(
    inboxKeys.conversation(shown.id),
    (detail) => detail && { ...detail, ...shown, route: detail.route },
  );
}

/** Sends a message again, or settles an unknown outcome. */
export function useMend(message: Message) {
  const api = useApi();
  const client = useQueryClient();
  const params = { path: { id: message.id } };
  const onSuccess = (changed: Message) => storeMessage(client, changed);
  const retry = useMutation({
    mutationFn: () => answer(api.POST("/api/inbox/messages/{id}/retry", { params })),
    // Asked twice, it is sent again once.
    retry: retryPassing,
    retryDelay: retryDelayMs,
    onSuccess,
    onError: (error) => {
      notifications.show({ color: "red", title: inbox.status.retryFailed, message: sentence(error) });
      void client.invalidateQueries({ queryKey: inboxKeys.conversation(message.conversation_id) });
    },
  });
  const settle = useMutation({
    mutationFn: (outcome: Schemas["SettledAs"]) =>
      answer(api.POST("/api/inbox/messages/{id}/settle", { params, body: { outcome } })),
    retry: (failures, error) => error instanceof ApiError && error.code === "write_raced" && failures < 3,
    onSuccess,
    onError: (error) =>
      notifications.show({ color: "red", title: inbox.status.settleFailed, message: sentence(error) }),
  });
  return { retry, settle };
}

/** Where the browser may read a message's file; asked for when it comes into view. */
export function useMediaUrl(id: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: inboxKeys.media(id),
    queryFn: ({ signal }) => answer(api.GET("/api/inbox/messages/{id}/media", { params: { path: { id } }, signal })),
    enabled,
    staleTime: ({ state }) =>
      state.data ? Math.max(0, Date.parse(state.data.expires_at) - state.dataUpdatedAt - URL_MARGIN_MS) : 0,
  });
}

/** A file that a reply can carry, and who is told how far it is. */
export interface Upload {
  file: File;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Uploads a file. */
export function upload(api: Api, { file, onProgress, signal }: Upload) {
  return answer(
    api.POST("/api/inbox/media", {
      // The description says `*/*`, which the generated types take for a text.
      body: file as unknown as string,
      bodySerializer: (body) => body as unknown as BodyInit,
      headers: { "Content-Type": file.type || "application/octet-stream" },
      fetch: through(api, sendWithProgress(onProgress)),
      signal,
    }),
  );
}

export function useChannels() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.channels, "names"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/workspace/channels", { params: { query: { limit: 100 } }, signal }))).items,
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

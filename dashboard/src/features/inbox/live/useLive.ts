/** Keeps the caches current: what Firestore reports is merged into them, without asking again and again. */

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";

import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
import { type Listener, whenLoaded } from "@/live/loading";
import { useTenant } from "@/session/tenant";
import { useUser } from "@/session/session";

import { ledgerOf } from "../cache/ledger";
import { isBehind, leavesGap, type LiveMessages, mergeLive, type MessagePages } from "../cache/messages";
import type { Message } from "../cache/order";
import type { Conversation } from "../filter";
import { catchUp, type Detail, inboxKeys, storeConversation } from "../queries";
import { conversationOf, messageOf, searchWordsOf } from "./documents";

/** How long the open thread may lack what the list already shows. */
const THREAD_FOLLOWS_MS = 2_000;

/** What is asked again after a connection was lost: lists, badge, and how a reply would leave. */
function refresh(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: inboxKeys.lists });
  void client.invalidateQueries({ queryKey: keys.unread });
  void client.invalidateQueries({ queryKey: ["inbox", "conversation"] });
}

/** Follows the conversations with the newest messages. */
export function useLiveConversations(): void {
  const api = useApi();
  const client = useQueryClient();
  const { id: tenantId } = useTenant();
  const { uid } = useUser();
  useEffect(() => {
    const latest = new Map<string, { conversation: Conversation; words: string[] }>();
    const checks = new Map<string, number>();
    // The thread that is open has a listener of its own: where one of the two has missed something, the other tells.
    const check = (id: string) => {
      const pages = client.getQueryData<MessagePages>(inboxKeys.messages(id));
      const live = client.getQueryData<LiveMessages>(inboxKeys.live(id));
      const isOpen = client.getQueryCache().find({ queryKey: inboxKeys.messages(id) })?.isActive();
      const newestAt = latest.get(id)?.conversation.last_message_at ?? null;
      if (isOpen && isBehind(pages, live, newestAt)) void catchUp(api, client, id).catch(() => undefined);
    };
    let badge: number | undefined;
    const listener: Listener = {
      onChange: (documents, isFirst) => {
        for (const { id, fields } of documents) {
          const conversation = conversationOf(id, fields);
          const words = searchWordsOf(fields);
          latest.set(id, { conversation, words });
          ledgerOf(client).hear(conversation, words);
          const detail = client.getQueryData<Detail>(inboxKeys.conversation(id));
          const moved = detail && JSON.stringify(routeParts(detail)) !== JSON.stringify(routeParts(conversation));
          storeConversation(client, uid, conversation, words);
          if (moved) void client.invalidateQueries({ queryKey: inboxKeys.conversation(id) });
          window.clearTimeout(checks.get(id));
          checks.set(id, window.setTimeout(check, THREAD_FOLLOWS_MS, id));
        }
        if (isFirst) return;
        window.clearTimeout(badge);
        badge = window.setTimeout(() => void client.invalidateQueries({ queryKey: keys.unread }), 500);
      },
      onBack: () => refresh(client),
    };
    const stop = whenLoaded((listening) => listening.listenToConversations(tenantId, listener));
    // An answer may be older than what the listener brought while it was on its way.
    const unsubscribe = client.getQueryCache().subscribe((event) => {
      const answered = event.type === "updated" && event.action.type === "success" && event.action.manual !== true;
      const [, what] = event.query.queryKey as readonly unknown[];
      if (!answered || what !== "conversations" || !navigator.onLine) return;
      for (const { conversation, words } of latest.values()) storeConversation(client, uid, conversation, words);
    });
    const onOnline = () => refresh(client);
    window.addEventListener("online", onOnline);
    return () => {
      stop();
      unsubscribe();
      window.clearTimeout(badge);
      for (const timer of checks.values()) window.clearTimeout(timer);
      window.removeEventListener("online", onOnline);
    };
  }, [api, client, tenantId, uid]);
}

/** What a route is made of. */
function routeParts({ last_inbound_at, channels }: Conversation) {
  return [
    Object.entries(last_inbound_at)
      .map(([channel, at]) => `${channel} ${Date.parse(at)}`)
      .sort(),
    [...channels].sort(),
  ];
}

/** Follows the newest messages of a thread; `onArrived` is told of every one that the contact writes meanwhile. */
export function useLiveThread(conversationId: string, onArrived: (message: Message) => void): void {
  const api = useApi();
  const client = useQueryClient();
  const { id: tenantId } = useTenant();
  const arrived = useEffectEvent(onArrived);
  useEffect(() => {
    const again = () => void catchUp(api, client, conversationId).catch(() => undefined);
    const listener: Listener = {
      onChange: (documents, isFirst) => {
        const messages = documents.map(({ id, fields }) => messageOf(id, fields));
        const key = inboxKeys.live(conversationId);
        const missed = leavesGap(client.getQueryData<MessagePages>(inboxKeys.messages(conversationId)), messages);
        client.setQueryData<LiveMessages>(key, (live) => mergeLive(live, messages));
        if (isFirst && missed) again();
        if (isFirst) return;
        for (const { id } of documents) void client.invalidateQueries({ queryKey: inboxKeys.story(id) });
        documents.forEach(({ isNew }, at) => {
          const message = messages[at];
          if (isNew && message?.direction === "in") arrived(message);
        });
      },
      onBack: again,
    };
    // What was read before may have changed while nobody listened.
    again();
    const stop = whenLoaded((listening) => listening.listenToMessages(tenantId, conversationId, listener));
    window.addEventListener("online", again);
    return () => {
      stop();
      window.removeEventListener("online", again);
    };
  }, [api, client, tenantId, conversationId]);
}

/** The workspace's outbox, and what of it belongs to a conversation. */

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";

import { type Api, answer, once } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
import { useUser } from "@/session/session";
import { useTenant } from "@/session/tenant";

import { type Detail, inboxKeys, storeMessage } from "../queries";
import { Outbox, type OutboxItem } from "./outbox";

/** How long one attempt may take before it counts as no answer. */
const TIMEOUT_MS = 30_000;

// As long as the client, so that a reply also leaves when its page has been left.
const outboxes = new WeakMap<Api, Outbox>();

function outboxOf(api: Api, client: QueryClient, tenantId: string, uid: string): Outbox {
  const known = outboxes.get(api);
  if (known) return known;
  const made = new Outbox(`whatsdex.outbox.${tenantId}.${uid}.`, {
    send: (item) => post(api, item),
    onSent: (message) => {
      storeMessage(client, message);
      void client.invalidateQueries({ queryKey: keys.usage });
    },
    onRefused: ({ conversationId, body }, { route }) => {
      const key = inboxKeys.conversation(conversationId);
      if (route && body.channel_id) client.setQueryData(inboxKeys.route(conversationId, body.channel_id), route);
      else if (route) client.setQueryData<Detail>(key, (detail) => detail && { ...detail, route });
      void client.invalidateQueries({ queryKey: key });
      void client.invalidateQueries({ queryKey: keys.usage });
    },
  });
  outboxes.set(api, made);
  return made;
}

function post(api: Api, { key, conversationId, body }: OutboxItem) {
  return answer(
    api.POST("/api/inbox/conversations/{id}/reply", {
      params: { path: { id: conversationId } },
      // What is left out is empty.
      body: body,
      headers: once(key),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }),
  );
}

export function useOutbox(): Outbox {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useTenant();
  const { uid } = useUser();
  const outbox = useMemo(() => outboxOf(api, client, id, uid), [api, client, id, uid]);
  useEffect(() => {
    outbox.flush();
    window.addEventListener("online", outbox.flush);
    return () => window.removeEventListener("online", outbox.flush);
  }, [outbox]);
  return outbox;
}

/** The replies of a conversation that have not been answered. */
export function useOutboxItems(outbox: Outbox, conversationId: string): OutboxItem[] {
  const all = useSyncExternalStore(outbox.subscribe, outbox.all);
  return useMemo(() => all.filter((item) => item.conversationId === conversationId), [all, conversationId]);
}

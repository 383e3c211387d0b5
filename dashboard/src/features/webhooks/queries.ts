/** Webhooks and what came of their deliveries: reading, and changing. */

import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, newKey, once, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { webhooks as words } from "@/words";

export type Webhook = Schemas["WebhookView"];
export type Delivery = Schemas["DeliveryView"];
export type DeliveryState = Schemas["DeliveryState"];
export type EventType = Schemas["EventType"];

const KEY = ["webhooks"] as const;
const PAGE = 25;
const AGAIN_MS = 4000;
const HOUR_MS = 3_600_000;

export interface Wanted {
  name: string;
  url: string;
  events: EventType[];
}

const refused = (error: unknown) => notifications.show({ color: "red", title: words.refused, message: sentence(error) });

export function useWebhooks() {
  const api = useApi();
  return useQuery({ queryKey: KEY, queryFn: async ({ signal }) => (await answer(api.GET("/api/webhooks", { signal }))).items });
}

export function useWebhook(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: async ({ signal }) => answer(api.GET("/api/webhooks/{id}", { params: { path: { id } }, signal })),
  });
}

/** Asked again and again: nobody tells of a delivery. */
export function useDeliveries(id: string, state: DeliveryState | null) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...KEY, id, "deliveries", state],
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { limit: PAGE, cursor, ...(state && { state }) };
      return answer(api.GET("/api/webhooks/{id}/deliveries", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: AGAIN_MS,
  });
}

export function useMake() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, key }: { body: Wanted; key: string }) => answer(api.POST("/api/webhooks", { body, headers: once(key) })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Everything that changes one webhook; each reads what is shown anew. */
export function useDeeds(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const params = { path: { id } };
  const onSettled = () => queries.invalidateQueries({ queryKey: KEY });
  return {
    change: useMutation({
      mutationFn: async (body: Partial<Wanted>) => answer(api.PATCH("/api/webhooks/{id}", { params, body })),
      onSettled,
    }),
    setPaused: useMutation({
      mutationFn: async (paused: boolean) => answer(api.PATCH("/api/webhooks/{id}", { params, body: { paused } })),
      onSuccess: (_, paused) => notifications.show({ message: paused ? words.paused : words.resumed }),
      onError: refused,
      onSettled,
    }),
    renew: useMutation({
      mutationFn: async (key: string) => answer(api.POST("/api/webhooks/{id}/rotate", { params, headers: once(key) })),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: async () => answer(api.DELETE("/api/webhooks/{id}", { params })),
      onSettled,
    }),
    test: useMutation({
      mutationFn: () => onceFor(["test webhook", id], (headers) => answer(api.POST("/api/webhooks/{id}/test", { params, headers }))),
      onSuccess: () => notifications.show({ message: words.tested }),
      onError: refused,
      onSettled,
    }),
    replay: useMutation({
      mutationFn: (delivery_id: string) =>
        onceFor(["replay", id, delivery_id], (headers) =>
          answer(api.POST("/api/webhooks/{id}/deliveries/{delivery_id}/replay", { params: { path: { id, delivery_id } }, headers })),
        ),
      onSuccess: () => notifications.show({ message: words.replayed }),
      onError: refused,
      onSettled,
    }),
    replayAll: useMutation({
      mutationFn: async (hours: number) => {
        const since = new Date(Date.now() - hours * HOUR_MS).toISOString();
        let count = 0;
        for (let more = true; more; ) {
          const replayed = await answer(
            api.POST("/api/webhooks/{id}/replay", { params, body: { since }, headers: once(newKey()) }),
          );
          count += replayed.deliveries;
          more = replayed.more;
        }
        return count;
      },
      onSuccess: (count) => notifications.show({ message: words.replayedAll(count) }),
      onSettled,
    }),
  };
}

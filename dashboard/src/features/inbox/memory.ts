/** What is known of a contact, and how people change it. */

import { useThrottledCallback } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { answer, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { ApiError, sentence } from "@/api/problem";
import { keys } from "@/api/queries";
import { whenLoaded } from "@/live/loading";
import { useTenant } from "@/session/tenant";
import { memory } from "@/words";

export type Fact = Schemas["FactView"];

const AT_MOST_EVERY_MS = 1000;
const PAGE = 25;

const factKeys = {
  of: (contact: string) => [...keys.contacts, "facts", contact] as const,
  list: (contact: string, history: boolean) => [...keys.contacts, "facts", contact, "list", history] as const,
  ranked: (contact: string, q: string) => [...keys.contacts, "facts", contact, "ranked", q] as const,
  contact: (contact: string) => [...keys.contacts, "one", contact] as const,
};

export function useFacts(id: string, history: boolean) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: factKeys.list(id, history),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET("/api/contacts/{id}/facts", {
          params: { path: { id }, query: { limit: PAGE, cursor: pageParam, history } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

/** Keeps what is shown current: facts are learned after the answer, by a task of its own, and others change them too. */
export function useLiveFacts(id: string): void {
  const { id: tenantId } = useTenant();
  const client = useQueryClient();
  const ask = useThrottledCallback(() => void client.invalidateQueries({ queryKey: factKeys.of(id) }), AT_MOST_EVERY_MS);
  useEffect(() => whenLoaded((listening) => listening.listenToMemory(tenantId, id, ask)), [tenantId, id, ask]);
}

/** The facts ranked for a question, as an agent would get them. */
export function useRankedFacts(id: string, q: string) {
  const api = useApi();
  return useQuery({
    queryKey: factKeys.ranked(id, q),
    queryFn: ({ signal }) =>
      answer(api.GET("/api/contacts/{id}/facts", { params: { path: { id }, query: { q, limit: PAGE } }, signal })),
    enabled: q !== "",
  });
}

/** Single facts, those that do not hold any more too; null where one was forgotten. */
export function useFactsOf(id: string, facts: readonly string[]) {
  const api = useApi();
  return useQueries({
    queries: facts.map((fact) => ({
      queryKey: [...factKeys.of(id), "fact", fact],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const found = api.GET("/api/contacts/{id}/facts/{fact}", { params: { path: { id, fact } }, signal });
        return answer(found).catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 404) return null;
          throw error;
        });
      },
    })),
  });
}

export function useContact(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: factKeys.contact(id),
    queryFn: ({ signal }) => answer(api.GET("/api/contacts/{id}", { params: { path: { id } }, signal })),
  });
}

/** Changes of one contact's memory; each says where it fails, and has the lists read again. */
export function useMemory(id: string) {
  const api = useApi();
  const client = useQueryClient();
  const params = { path: { id } };
  const done = {
    onSuccess: () => client.invalidateQueries({ queryKey: factKeys.of(id) }),
    onError: (error: unknown) =>
      notifications.show({ color: "red", title: memory.failed, message: sentence(error) }),
  };
  return {
    add: useMutation({
      mutationFn: (value: string) =>
        onceFor(["add fact", id, value], (headers) =>
          answer(
            api.POST("/api/contacts/{id}/facts", {
              params,
              body: { value, category: "", confidence: 1, source_message_id: "", supersedes: [] },
              headers,
            }),
          ),
        ),
      ...done,
    }),
    change: useMutation({
      mutationFn: ({ fact, changed }: { fact: string; changed: Schemas["FactChange"] }) =>
        answer(api.PATCH("/api/contacts/{id}/facts/{fact}", { params: { path: { id, fact } }, body: changed })),
      ...done,
    }),
    forget: useMutation({
      mutationFn: async (fact: string) => {
        await api.DELETE("/api/contacts/{id}/facts/{fact}", { params: { path: { id, fact } } });
      },
      ...done,
    }),
    forgetAll: useMutation({
      mutationFn: async () => {
        await api.DELETE("/api/contacts/{id}/facts", { params });
      },
      ...done,
    }),
    /** Messages go by themselves, as a task comes to them. */
    erase: useMutation({
      mutationFn: () => answer(api.POST("/api/contacts/{id}/forget", { params })),
      onSuccess: async () => {
        notifications.show({ color: "green", title: memory.erasing, message: memory.erasingText });
        await client.invalidateQueries({ queryKey: keys.contacts });
      },
      onError: done.onError,
    }),
    learn: useMutation({
      mutationFn: (learning: boolean) => answer(api.PATCH("/api/contacts/{id}", { params, body: { learning } })),
      onSuccess: (contact) => client.setQueryData(factKeys.contact(id), contact),
      onError: done.onError,
    }),
  };
}

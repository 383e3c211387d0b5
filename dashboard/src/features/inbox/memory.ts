/** What is known of a contact, and how people change it. */

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";

import { answer, newKey, once, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { keys } from "@/api/queries";
import { memory } from "@/words";

export type Fact = Schemas["FactView"];

/** Facts are learned after the answer, by a task of its own; so an open panel looks again now and then. */
const LOOK_AGAIN_MS = 10_000;
const PAGE = 25;
const MOST = 100;

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
    refetchInterval: LOOK_AGAIN_MS,
  });
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

/** The newest facts, those that do not hold any more too. */
export function useEveryFact(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...factKeys.of(id), "every"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/contacts/{id}/facts", { params: { path: { id }, query: { limit: MOST, history: true } }, signal })))
        .items,
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
        answer(api.POST("/api/contacts/{id}/facts", { params, body: { value, category: "", confidence: 1, source_message_id: "", supersedes: [] }, headers: once(newKey()) })),
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
    learn: useMutation({
      mutationFn: (learning: boolean) => answer(api.PATCH("/api/contacts/{id}", { params, body: { learning } })),
      onSuccess: (contact) => client.setQueryData(factKeys.contact(id), contact),
      onError: done.onError,
    }),
  };
}

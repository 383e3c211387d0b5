/** What a contact's profile reads and changes. */

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

import type { Change } from "./profile";

export const profileKeys = {
  one: (id: string) => [...keys.contacts, "one", id] as const,
  wishes: (id: string) => [...keys.contacts, "wishes", id] as const,
  attributes: [...keys.contacts, "attributes"] as const,
};
const PAGE = 10;

export function useProfile(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: profileKeys.one(id),
    queryFn: ({ signal }) => answer(api.GET("/api/contacts/{id}", { params: { path: { id } }, signal })),
  });
}

export function useWishes(id: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: profileKeys.wishes(id),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET("/api/contacts/{id}/wishes", { params: { path: { id }, query: { limit: PAGE, cursor: pageParam } }, signal }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

export function useAttributes() {
  const api = useApi();
  return useQuery({
    queryKey: profileKeys.attributes,
    queryFn: ({ signal }) => answer(api.GET("/api/contacts/attributes", { signal })),
  });
}

export function useSaveAttributes() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["AttributesIn"]) => answer(api.PUT("/api/contacts/attributes", { body })),
    onSuccess: (saved) => client.setQueryData(profileKeys.attributes, saved),
  });
}

export function useEdit(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Change) => answer(api.PATCH("/api/contacts/{id}", { params: { path: { id } }, body })),
    onSuccess: (contact) => {
      client.setQueryData(profileKeys.one(id), contact);
      return client.invalidateQueries({ queryKey: [...keys.contacts, "list"] });
    },
  });
}

export function useRecordWish(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["ConsentIn"]) =>
      onceFor(["record wish", id, body], (headers) =>
        answer(api.POST("/api/contacts/{id}/consent", { params: { path: { id } }, body, headers })),
      ),
    onSuccess: (contact) => {
      client.setQueryData(profileKeys.one(id), contact);
      void client.invalidateQueries({ queryKey: [...keys.contacts, "list"] });
      return client.invalidateQueries({ queryKey: profileKeys.wishes(id) });
    },
  });
}

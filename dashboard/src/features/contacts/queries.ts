/** What the list of contacts reads and changes. */

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
import type { AudienceFilter } from "@/features/campaigns/audience";

export type Contact = Schemas["ListedContact"];

const PAGE = 50;

/** The contacts that are meant, page by page; a page of a narrow filter may be short or empty, and still have a next. */
export function useContactList(q: string, filter: AudienceFilter | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...keys.contacts, "list", q, filter],
    queryFn: ({ pageParam, signal }) =>
      answer(api.POST("/api/contacts/search", { body: { q, filter: filter ?? {}, limit: PAGE, cursor: pageParam }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: filter !== undefined,
    placeholderData: (before) => before,
  });
}

export function useCreateContact() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["ContactIn"]) =>
      onceFor(["create contact", body], (headers) => answer(api.POST("/api/contacts", { body, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: [...keys.contacts, "list"] }),
  });
}

/** Changes of a segment, which is a saved audience. */
export function useChangeSegment() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; name?: string; filter?: AudienceFilter }) =>
      answer(api.PATCH("/api/contacts/audiences/{id}", { params: { path: { id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.audiences }),
  });
}

export function useDeleteSegment() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE("/api/contacts/audiences/{id}", { params: { path: { id } } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.audiences }),
  });
}

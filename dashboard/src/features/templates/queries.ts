/** What the templates pages read and change. */

import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, once, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

import { asLookedOver, cleaned, stemOf, type Draft } from "./draft";
import { type Filter, toQuery } from "./filter";

export type TemplateDetail = Schemas["TemplateDetail"];
export type Preview = Schemas["TemplatePreview"];

const USES_STALE_MS = 5 * 60_000;

export const templateKeys = {
  lists: [...keys.templates, "list"] as const,
  list: (filter: Filter) => [...keys.templates, "list", filter] as const,
  one: (id: string) => [...keys.templates, "one", id] as const,
  versions: (id: string) => [...keys.templates, "one", id, "versions"] as const,
  uses: (id: string) => [...keys.templates, "one", id, "uses"] as const,
  preview: (draft: Draft) => [...keys.templates, "preview", draft] as const,
};

export function useTemplates(filter: Filter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: templateKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET("/api/templates", { params: { query: { ...toQuery(filter), limit: 25, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
}

export function useTemplate(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: templateKeys.one(id ?? ""),
    queryFn: ({ signal }) => answer(api.GET("/api/templates/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== undefined,
  });
}

export function useVersions(id: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: templateKeys.versions(id),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET("/api/templates/{id}/versions", { params: { path: { id }, query: { limit: 25, cursor: pageParam } }, signal }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** What uses a template; a list asks for it once a row is in sight. */
export function useUses(id: string, enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: templateKeys.uses(id),
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/templates/{id}/used-by", { params: { path: { id } }, signal }))).items,
    enabled,
    staleTime: USES_STALE_MS,
  });
}

/** The draft as people will see it, with what WhatsApp would refuse. */
export function usePreview(draft: Draft, enabled: boolean) {
  const api = useApi();
  const template = asLookedOver(draft);
  return useQuery({
    queryKey: templateKeys.preview(template),
    queryFn: async ({ signal }) => {
      const preview = await answer(api.POST("/api/templates/preview", { body: { template }, signal }));
      return { ...preview, of: template };
    },
    enabled,
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
}

/** Makes a template, or gives it a new content. */
export function useSave(id: string | undefined) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, version, key }: { draft: Draft; version: number | null; key: string }) => {
      const { name, language, ...content } = cleaned(draft);
      if (id === undefined) {
        return answer(api.POST("/api/templates", { body: { name, language, ...content }, headers: once(key) }));
      }
      return answer(api.PUT("/api/templates/{id}", { params: { path: { id } }, body: { ...content, version } }));
    },
    onSuccess: (saved) => show(client, saved),
  });
}

/** Makes further templates of other texts, one after the other. */
export function useCreateMany() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (drafts: { draft: Draft; key: string }[]) => {
      const made = [];
      for (const { draft, key } of drafts) {
        made.push(await answer(api.POST("/api/templates", { body: cleaned(draft), headers: once(key) })));
      }
      return made;
    },
    onSettled: () => client.invalidateQueries({ queryKey: templateKeys.lists }),
  });
}

export function useArchive() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, archived }: { id: string; archived: boolean }) =>
      answer(api.PATCH("/api/templates/{id}", { params: { path: { id } }, body: { archived } })),
    onSuccess: (saved) => show(client, saved),
  });
}

export function useDelete() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE("/api/templates/{id}", { params: { path: { id } } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: templateKeys.lists }),
  });
}

export function useSubmit(id: string, version: number) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (channelId: string) =>
      onceFor(["submit", id, version, channelId], (headers) =>
        answer(api.POST("/api/templates/{id}/submit", { params: { path: { id } }, body: { channel_id: channelId }, headers })),
      ),
    onSuccess: (saved) => show(client, saved),
  });
}

export function useSync() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await answer(api.POST("/api/templates/sync"))).accounts,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
}

export type Import = Pick<Schemas["TemplateImport"], "templates" | "csv">;

/** Looks at a file of templates, or takes it in. */
export function useImport() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, isTrial, key }: { file: Import; isTrial: boolean; key: string }) =>
      answer(api.POST("/api/templates/import", { body: { ...file, dry_run: isTrial }, headers: once(key) })),
    onSuccess: (_, { isTrial }) => (isTrial ? undefined : client.invalidateQueries({ queryKey: templateKeys.lists })),
  });
}

export function useExport() {
  const api = useApi();
  return useMutation({
    mutationFn: async (format: "json" | "csv") => {
      const { data } = await api.GET("/api/templates/export", { params: { query: { format } }, parseAs: "blob" });
      return data as unknown as Blob;
    },
  });
}

export function useChannels() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.channels, "names"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/workspace/channels", { params: { query: { limit: 100 } }, signal }))).items,
  });
}

function show(client: QueryClient, saved: TemplateDetail): Promise<void> {
  client.setQueryData(templateKeys.one(saved.id), saved);
  void client.invalidateQueries({ queryKey: templateKeys.versions(saved.id) });
  return client.invalidateQueries({ queryKey: templateKeys.lists });
}

/** Asks which names that begin as a draft's are taken in its language. */
export function useNamesLike() {
  const api = useApi();
  return async ({ name, language }: Draft): Promise<string[]> => {
    const stem = stemOf(name).slice(0, 64);
    const query = { q: stem, language, limit: 100 };
    const found = [];
    for (const archived of [false, true]) {
      found.push(...(await answer(api.GET("/api/templates", { params: { query: { ...query, archived } } }))).items);
    }
    return [name, ...found.map((template) => template.name)];
  };
}

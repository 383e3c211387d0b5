/** What imports of contacts read and change. */

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { answer, newKey, once, part, type Schemas, through } from "@/api/client";
import { useApi } from "@/api/context";
import { sendWithProgress } from "@/api/progress";
import { saveFile } from "@/components/files";

export type Import = Schemas["ContactImportView"];
export type Draft = Schemas["ImportDetail"];
export type Options = Schemas["ImportOptions"];
export type Column = Schemas["ImportColumn"];
export type PreviewLine = Schemas["PreviewLine"];

const ALL = ["contact-imports"] as const;
/** How often one that is under way is asked after. */
const LOOK_MS = 1500;

export function isUnderWay(imported: Import | undefined): boolean {
  return imported?.state === "running" || imported?.state === "undoing";
}

export function useImports() {
  const api = useApi();
  return useQuery({
    queryKey: [...ALL, "list"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/contacts/imports", { params: { query: { limit: 25 } }, signal }))).items,
  });
}

export function useImport(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...ALL, "one", id],
    queryFn: ({ signal }) => answer(api.GET("/api/contacts/imports/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? LOOK_MS : false),
  });
}

interface Upload {
  file: File;
  onProgress: (share: number) => void;
}

/** Sends a file; what came of it is kept for the page that goes on with it. */
export function useUpload() {
  const api = useApi();
  const key = useRef<{ file: File; key: string } | null>(null);
  return useMutation({
    mutationFn: ({ file, onProgress }: Upload) => {
      if (key.current?.file !== file) key.current = { file, key: newKey() };
      return answer(
        api.POST("/api/contacts/imports", {
          params: { query: { filename: file.name.slice(0, 200) } },
          body: file as unknown as string,
          bodySerializer: (body) => body as unknown as BodyInit,
          headers: { "Content-Type": "text/csv", ...once(key.current.key) },
          fetch: through(api, sendWithProgress(onProgress)),
        }),
      );
    },
  });
}

export function usePreview(id: string, options: Options) {
  const api = useApi();
  return useQuery({
    queryKey: [...ALL, "preview", id, options],
    queryFn: async ({ signal }) =>
      (await answer(api.POST("/api/contacts/imports/{id}/preview", { params: { path: { id } }, body: options, signal }))).lines,
    placeholderData: (before) => before,
    retry: false,
  });
}

function useChange<T = void>(change: (value: T) => Promise<Import>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (imported) => {
      client.setQueryData([...ALL, "one", imported.id], imported);
      void client.invalidateQueries({ queryKey: [...ALL, "list"] });
    },
  });
}

export function useStart(id: string) {
  const api = useApi();
  return useChange((options: Options) =>
    answer(api.POST("/api/contacts/imports/{id}/start", { params: { path: { id } }, body: options })),
  );
}

export function useStop(id: string) {
  const api = useApi();
  return useChange(() => answer(api.POST("/api/contacts/imports/{id}/cancel", { params: { path: { id } } })));
}

export function useUndo(id: string) {
  const api = useApi();
  return useChange(() => answer(api.POST("/api/contacts/imports/{id}/undo", { params: { path: { id } } })));
}

export function useReport(id: string, kind: "report" | "kept", isThere: boolean) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...ALL, kind, id],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { id }, query: { limit: 50, cursor: pageParam } };
      return kind === "report"
        ? answer(api.GET("/api/contacts/imports/{id}/report", { params, signal })).then(({ items, next_cursor: next }) => ({
            items: items.map(({ line, column, detail }) => ({ line, column: column ?? "", detail })),
            next,
          }))
        : answer(api.GET("/api/contacts/imports/{id}/kept", { params, signal })).then(({ items, next_cursor: next }) => ({
            items: items.map(({ line, fields, detail }) => ({ line, column: (fields ?? []).join(", "), detail })),
            next,
          }));
    },
    getNextPageParam: ({ next }) => next,
    enabled: isThere,
  });
}

/** Saves the whole report as one file, which the API hands out part by part. */
export function useDownload(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: async () => {
      const parts: Blob[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const query: { cursor: string } = { cursor };
        const { content, next } = await part(
          api.GET("/api/contacts/imports/{id}/report/export", { params: { path: { id }, query }, parseAs: "blob" }),
        );
        parts.push(content);
        cursor = next;
      }
      saveFile(new Blob(parts, { type: "text/csv" }), `import-report-${id}.csv`);
    },
  });
}

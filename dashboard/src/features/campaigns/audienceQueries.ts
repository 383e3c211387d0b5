/** What the audience step reads and changes. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { answer, onceFor, type Schemas, through } from "@/api/client";
import { useApi } from "@/api/context";
import { sendWithProgress } from "@/api/progress";
import { keys } from "@/api/queries";

import type { AudienceFilter } from "./audience";

export type Audience = Schemas["AudienceView"];

/** How often the import of a file is asked after. */
const IMPORT_MS = 1500;

export function useAudiences() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.audiences, "list"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/contacts/audiences", { params: { query: { limit: 100 } }, signal }))).items,
  });
}

/** One audience, asked for again while its file is worked off. */
export function useAudience(id: string | null | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.audiences, "one", id ?? ""],
    queryFn: ({ signal }) =>
      answer(api.GET("/api/contacts/audiences/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: Boolean(id),
    refetchInterval: ({ state }) => (isImporting(state.data) ? IMPORT_MS : false),
  });
}

export function isImporting(audience: Audience | undefined): boolean {
  return ["waiting", "running"].includes(audience?.last_import?.state ?? "");
}

/** Who an audience or a filter means now. */
export function useAudiencePreview(of: { id: string } | { filter: AudienceFilter } | null, changedBy: unknown) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.audiences, "preview", of, changedBy],
    queryFn: ({ signal }) =>
      of && "id" in of
        ? answer(api.POST("/api/contacts/audiences/{id}/preview", { params: { path: { id: of.id } }, signal }))
        : answer(api.POST("/api/contacts/audiences/preview", { body: { filter: of?.filter ?? {} }, signal })),
    enabled: of !== null,
    placeholderData: (before) => before,
  });
}

export function useSaveAudience() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { name: string; filter: AudienceFilter }) =>
      onceFor(["create audience", wanted], (headers) =>
        answer(api.POST("/api/contacts/audiences", { body: { ...wanted, kind: "filter" }, headers })),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.audiences }),
  });
}

interface Upload {
  name: string;
  file: File;
  region: string;
  onProgress: (share: number) => void;
}

/** Makes an audience and gives it a file; tried again, it goes on with the audience that is there. */
export function useUploadAudience() {
  const api = useApi();
  const client = useQueryClient();
  const made = useRef<{ name: string; id: string } | null>(null);
  return useMutation({
    mutationFn: async ({ name, file, region, onProgress }: Upload) => {
      if (made.current?.name !== name) {
        const body = { name, kind: "csv" } as const;
        const { id } = await onceFor(["create audience", body], (headers) =>
          answer(api.POST("/api/contacts/audiences", { body, headers })),
        );
        made.current = { name, id };
      }
      return answer(
        api.POST("/api/contacts/audiences/{id}/import", {
          params: { path: { id: made.current.id }, query: { default_region: region } },
          body: file as unknown as string,
          bodySerializer: (body) => body as unknown as BodyInit,
          headers: { "Content-Type": "text/csv" },
          fetch: through(api, sendWithProgress(onProgress)),
        }),
      );
    },
    onSuccess: (audience) => {
      client.setQueryData([...keys.audiences, "one", audience.id], audience);
      return client.invalidateQueries({ queryKey: [...keys.audiences, "list"] });
    },
  });
}

/** What the campaigns pages read and change. */

import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { type Api, answer, onceFor, part, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
import { dateTime } from "@/components/format";

import type { RecipientFilter } from "./recipients";

export type Campaign = Schemas["CampaignDetail"];
export type CampaignStatus = Schemas["CampaignStatus"];
export type Progress = Schemas["Progress"];
export type Patch = Schemas["CampaignPatch"];
export type Channel = Schemas["ChannelView"];

/** How often progress is asked for while a campaign runs; the API counts anew every two seconds. */
const PROGRESS_MS = 2500;
/** For how long after its end a campaign's progress is still asked for. */
const LATE_STATUSES_MS = 86_400_000;
const MOVING: readonly CampaignStatus[] = ["planning", "running"];

export const campaignKeys = {
  lists: [...keys.campaigns, "list"] as const,
  list: (status: CampaignStatus | null) => [...keys.campaigns, "list", status] as const,
  one: (id: string) => [...keys.campaigns, "one", id] as const,
  progress: (id: string) => [...keys.campaigns, "one", id, "progress"] as const,
  recipients: (id: string, filter?: RecipientFilter) =>
    filter ? ([...keys.campaigns, "one", id, "recipients", filter] as const) : ([...keys.campaigns, "one", id, "recipients"] as const),
};

export function useCampaigns(status: CampaignStatus | null) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: campaignKeys.list(status),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET("/api/campaigns", {
          params: { query: { ...(status && { status }), limit: 25, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

interface HowRead {
  /** Asks again until the dry run is complete. */
  whileCounting?: boolean;
  /** Reads it when a page begins with it, however young what is known is. */
  anew?: boolean;
}

/** One campaign. */
export function useCampaign(id: string, { whileCounting = false, anew = false }: HowRead = {}) {
  const api = useApi();
  return useQuery({
    queryKey: campaignKeys.one(id),
    queryFn: ({ signal }) => answer(api.GET("/api/campaigns/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) => (whileCounting && data?.dry_run?.complete === false ? PROGRESS_MS : false),
    refetchOnMount: anew ? "always" : true,
  });
}

/**
 * How far a campaign is.
 *
 * Progress comes from count aggregations, which Firestore's listeners do not know; so it is asked for again
 * (`progressAgainIn`), but only while the tab is in sight (`refetchIntervalInBackground` is off).
 */
export function useProgress(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: campaignKeys.progress(id),
    queryFn: ({ signal }) => answer(api.GET("/api/campaigns/{id}/progress", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data ? progressAgainIn(state.data) : false),
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
}

/**
 * After how many milliseconds progress is asked for again, or `false` for not at all.
 *
 * Statuses arrive long after the last message was sent, ever more seldom; so each wait is a quarter of the time since the
 * campaign ended, by the server's clock, until a day has passed.
 */
export function progressAgainIn({ status, counted_at, finished_at }: Pick<Schemas["Progress"], "status" | "counted_at" | "finished_at">) {
  if (isMoving(status)) return PROGRESS_MS;
  const sinceEnd = finished_at ? Date.parse(counted_at) - Date.parse(finished_at) : Infinity;
  return sinceEnd < LATE_STATUSES_MS && Math.max(PROGRESS_MS, sinceEnd / 4);
}

export function isMoving(status: CampaignStatus): boolean {
  return MOVING.includes(status);
}

export function useCreate() {
  const api = useApi();
  const show = useShow();
  return useMutation({
    mutationFn: (name: string) =>
      onceFor(["create campaign", name], (headers) => answer(api.POST("/api/campaigns", { body: { name }, headers }))),
    onSuccess: show,
  });
}

export function useDuplicate() {
  const api = useApi();
  const show = useShow();
  return useMutation({
    mutationFn: (id: string) =>
      onceFor(["duplicate campaign", id], (headers) =>
        answer(api.POST("/api/campaigns/{id}/duplicate", { params: { path: { id } }, headers })),
      ),
    onSuccess: show,
  });
}

export function useDelete() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE("/api/campaigns/{id}", { params: { path: { id } } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: campaignKeys.lists }),
  });
}

export function patchCampaign(api: Api, id: string, body: Patch): Promise<Campaign> {
  return answer(api.PATCH("/api/campaigns/{id}", { params: { path: { id } }, body }));
}

/** Says what a launch would do; with what `flush` saves. */
export function useDryRun(id: string, flush: () => Promise<void>) {
  const api = useApi();
  const show = useShow();
  return useMutation({
    mutationFn: async () => {
      await flush();
      return answer(api.POST("/api/campaigns/{id}/dry-run", { params: { path: { id } } }));
    },
    onSuccess: show,
  });
}

type Deed = "launch" | "pause" | "resume" | "cancel";

/** Launches, pauses, resumes or cancels; after `flush`, where something may wait to be saved. */
export function useDeed(id: string, flush: () => Promise<void> = () => Promise.resolve()) {
  const api = useApi();
  const client = useQueryClient();
  const show = useShow();
  return useMutation({
    mutationFn: async (deed: Deed) => {
      await flush();
      // No keys: done twice is done once.
      const options = { params: { path: { id } } };
      switch (deed) {
        case "launch":
          return answer(api.POST("/api/campaigns/{id}/launch", options));
        case "pause":
          return answer(api.POST("/api/campaigns/{id}/pause", options));
        case "resume":
          return answer(api.POST("/api/campaigns/{id}/resume", options));
        case "cancel":
          return answer(api.POST("/api/campaigns/{id}/cancel", options));
      }
    },
    onSuccess: show,
    onSettled: () => client.invalidateQueries({ queryKey: campaignKeys.one(id) }),
  });
}

export function useRetry(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      onceFor(["retry campaign", id], (headers) =>
        answer(api.POST("/api/campaigns/{id}/retry", { params: { path: { id } }, body: {}, headers })),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: campaignKeys.one(id) }),
  });
}

/** Sends the message to one contact; as `flush` saves it, not as it was before the last words. */
export function useTestSend(id: string, flush: () => Promise<void>) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { contact_id: string; variant: string }) => {
      await flush();
      const saved = client.getQueryData<Campaign>(campaignKeys.one(id))?.updated_at;
      return onceFor(["test campaign", id, saved, body], (headers) =>
        answer(api.POST("/api/campaigns/{id}/test", { params: { path: { id } }, body, headers })),
      );
    },
  });
}

export function useRecipients(id: string, filter: RecipientFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: campaignKeys.recipients(id, filter),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET("/api/campaigns/{id}/recipients", {
          params: { path: { id }, query: { ...filter, limit: 25, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** All people of a campaign as one CSV file, part by part. */
export function useExport(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: async () => {
      const parts: Blob[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const query: { cursor: string } = { cursor };
        const { content, next } = await part(
          api.GET("/api/campaigns/{id}/recipients/export", { params: { path: { id }, query }, parseAs: "blob" }),
        );
        parts.push(content);
        cursor = next;
      }
      return new Blob(parts, { type: "text/csv" });
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

export function useWorkspace() {
  const api = useApi();
  return useQuery({
    queryKey: keys.workspace,
    queryFn: ({ signal }) => answer(api.GET("/api/workspace", { signal })),
  });
}

/** The contacts whose name or address begins so. */
export function useContacts(q: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.contacts, "search", q],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/contacts", { params: { query: { q, limit: 10 } }, signal }))).items,
    enabled,
    placeholderData: (before) => before,
  });
}

/** Templates that may be sent, by name; a search narrows them. */
export function useTemplateChoice(q: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.templates, "choice", q],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/templates", { params: { query: { ...(q && { q }), limit: 100 } }, signal }))).items,
    placeholderData: (before) => before,
  });
}

export function useTemplate(id: string | null | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.templates, "one", id ?? ""],
    queryFn: ({ signal }) => answer(api.GET("/api/templates/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: Boolean(id),
  });
}

function useShow() {
  const client = useQueryClient();
  return (campaign: Campaign) => showCampaign(client, campaign);
}

/** Puts a campaign as the API answered it where it is shown. */
export function showCampaign(client: QueryClient, campaign: Campaign): void {
  client.setQueryData(campaignKeys.one(campaign.id), campaign);
  void client.invalidateQueries({ queryKey: campaignKeys.lists });
}

/** How campaigns tell times: by the workspace's clock, whoever looks from wherever. */
export function useWhen(): (at: string) => string {
  const zone = useWorkspace().data?.time_zone;
  return (at) => dateTime(at, zone);
}

/** What the jobs page reads and changes; only queues and schedules, of which nobody tells, are asked again and again. */

import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { keys } from "@/api/queries";
import { jobs } from "@/words";

export type Letter = Schemas["Letter"];
export type LetterState = Schemas["LetterState"];
export type LongWork = Schemas["LongWork"];
export type QueueView = Schemas["QueueView"];
export type ScheduleView = Schemas["PlatformSchedule"];

const PAGE = 25;
const LONG_PAGE = 10;
const AGAIN_MS = 5000;

export const jobKeys = {
  board: [...keys.jobs, "board"] as const,
  letters: [...keys.jobs, "letters"] as const,
  running: [...keys.jobs, "running"] as const,
  queues: [...keys.jobs, "queues"] as const,
  schedules: [...keys.jobs, "schedules"] as const,
};

export function useBoard() {
  const api = useApi();
  return useQuery({
    queryKey: jobKeys.board,
    queryFn: async ({ signal }) => answer(api.GET("/api/jobs", { signal })),
  });
}

export function useLetters(state: LetterState, job: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...jobKeys.letters, state, job],
    queryFn: async ({ pageParam: cursor, signal }) =>
      answer(api.GET("/api/jobs/failed", { params: { query: { state, job, limit: PAGE, cursor } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useLongWork() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: jobKeys.running,
    queryFn: async ({ pageParam: cursor, signal }) =>
      answer(api.GET("/api/jobs/running", { params: { query: { limit: LONG_PAGE, cursor } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useClosedIncidents() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...keys.incidents, "closed"],
    queryFn: async ({ pageParam: cursor, signal }) =>
      answer(api.GET("/api/jobs/incidents", { params: { query: { state: "closed", limit: PAGE, cursor } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useQueues() {
  const api = useApi();
  return useQuery({
    queryKey: jobKeys.queues,
    queryFn: async ({ signal }) => (await answer(api.GET("/api/jobs/queues", { signal }))).items,
    refetchInterval: AGAIN_MS,
  });
}

export function useSchedules() {
  const api = useApi();
  return useQuery({
    queryKey: jobKeys.schedules,
    queryFn: async ({ signal }) => (await answer(api.GET("/api/jobs/schedules", { signal }))).items,
    refetchInterval: AGAIN_MS,
  });
}

/**
 * Everything that changes something; each reads the jobs anew. Work that is done again or discarded goes from its list,
 * its row with it, maybe before the answer is here: what is told of these is told from here.
 */
export function useDeeds() {
  const api = useApi();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: keys.jobs });
  return {
    retry: useMutation({
      mutationFn: async (id: string) => answer(api.POST("/api/jobs/failed/{id}/retry", { params: { path: { id } } })),
      onSuccess: () => notifications.show({ message: jobs.failed.retried }),
      onError: (error) => notifications.show({ color: "red", title: jobs.refused, message: sentence(error) }),
      onSettled,
    }),
    retryAll: useMutation({
      mutationFn: async (job: string) => answer(api.POST("/api/jobs/failed/retry", { body: { job } })),
      onSettled,
    }),
    discard: useMutation({
      mutationFn: async ({ id, reason }: { id: string; reason: string }) =>
        answer(api.POST("/api/jobs/failed/{id}/discard", { params: { path: { id } }, body: { reason } })),
      onSuccess: () => notifications.show({ message: jobs.failed.discarded }),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: async (id: string) => answer(api.POST("/api/jobs/running/{id}/cancel", { params: { path: { id } } })),
      onSettled,
    }),
    start: useMutation({
      mutationFn: async (name: string) => answer(api.POST("/api/jobs/schedules/{name}/run", { params: { path: { name } } })),
      onSettled,
    }),
    setPaused: useMutation({
      mutationFn: async ({ name, paused }: { name: string; paused: boolean }) => {
        const params = { path: { name } };
        return answer(
          paused ? api.POST("/api/jobs/queues/{name}/pause", { params }) : api.POST("/api/jobs/queues/{name}/resume", { params }),
        );
      },
      onSettled,
    }),
  };
}

/** Finds the conversation of a message. */
export function useConversationOf() {
  const api = useApi();
  return useMutation({
    mutationFn: async (id: string) =>
      (await answer(api.GET("/api/inbox/messages/{id}", { params: { path: { id } } }))).conversation_id,
  });
}

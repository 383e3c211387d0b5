/** What the backups' pages read and change; while something runs, they look again every few seconds. */

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

export type Backup = Schemas["BackupView"];
export type Restore = Schemas["RestoreView"];
export type Schedule = Schemas["ScheduleView"];
export type Status = Schemas["StatusView"];

const LOOK_AGAIN_MS = 3000;
const MOVING = ["checking", "comparing", "restoring"];

/** Whether a restore goes on by itself. */
export function isMoving(restore: Restore | undefined): boolean {
  return restore !== undefined && MOVING.includes(restore.state);
}

function isBusy(backup: Backup): boolean {
  return backup.state === "running" || backup.state === "deleting" || backup.check?.state === "running";
}

/** Whether the last look at its files found some damaged or missing. */
export function isDamaged({ check }: Backup): boolean {
  return Boolean(check?.damaged?.length);
}

export function useStatus(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.backups, "status"],
    queryFn: async ({ signal }) => answer(api.GET("/api/backups/status", { signal })),
    enabled,
    refetchInterval: ({ state: { data } }) => (data?.running || data?.drill?.state === "running" ? LOOK_AGAIN_MS : false),
  });
}

export function useDrive() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.backups, "drive"],
    queryFn: async ({ signal }) => answer(api.GET("/api/backups/drive", { signal })),
  });
}

export function useHistory(isRunning: boolean) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...keys.backups, "history"],
    queryFn: async ({ pageParam, signal }) =>
      answer(api.GET("/api/backups", { params: { query: { limit: 25, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      isRunning || data?.pages.some(({ items }) => items.some(isBusy)) ? LOOK_AGAIN_MS : false,
  });
}

export function useRestores() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.backups, "restores"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/backups/restores", { params: { query: { limit: 10 } }, signal }))).items,
    refetchInterval: ({ state: { data } }) => (data?.some(isMoving) ? LOOK_AGAIN_MS : false),
  });
}

export function useRestore(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.backups, "restores", id],
    queryFn: async ({ signal }) => answer(api.GET("/api/backups/restores/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) => (isMoving(data) ? LOOK_AGAIN_MS / 2 : false),
  });
}

export function useSchedule() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.backups, "schedule"],
    queryFn: async ({ signal }) => answer(api.GET("/api/backups/schedule", { signal })),
  });
}

export function useRetention(enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.backups, "retention"],
    queryFn: async ({ signal }) => answer(api.GET("/api/backups/retention", { signal })),
    enabled,
    staleTime: 0,
  });
}

export function useContacts(q: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.contacts, "search", q],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/contacts", { params: { query: { q, limit: 10 } }, signal }))).items,
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** Everything that changes something; each reads the backups anew. */
export function useDeeds() {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: keys.backups });
  return {
    connect: useMutation({
      mutationFn: async () => answer(api.POST("/api/backups/drive/connect")),
      // A new page opens in place of this one, also where this one is kept for going back.
      onSuccess: ({ url }) => window.location.assign(url),
    }),
    disconnect: useMutation({
      mutationFn: async () => {
        await api.POST("/api/backups/drive/disconnect");
      },
      onSuccess,
    }),
    run: useMutation({
      mutationFn: () => onceFor(["back up"], (headers) => answer(api.POST("/api/backups/run", { body: {}, headers }))),
      onSuccess,
    }),
    verify: useMutation({
      mutationFn: (id: string) =>
        onceFor(["verify", id], (headers) => answer(api.POST("/api/backups/{id}/verify", { params: { path: { id } }, headers }))),
      onSuccess,
    }),
    drill: useMutation({
      mutationFn: (id: string) =>
        onceFor(["drill", id], (headers) => answer(api.POST("/api/backups/{id}/drill", { params: { path: { id } }, headers }))),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: async (id: string) => {
        await api.DELETE("/api/backups/{id}", { params: { path: { id } } });
      },
      onSuccess,
    }),
    discover: useMutation({ mutationFn: async () => answer(api.POST("/api/backups/discover")), onSuccess }),
    save: useMutation({
      mutationFn: async (body: Schemas["ScheduleIn"]) => answer(api.PUT("/api/backups/schedule", { body })),
      onSuccess,
    }),
    prune: useMutation({ mutationFn: async () => answer(api.POST("/api/backups/retention")), onSuccess }),
    restore: useMutation({
      mutationFn: ({ id, body }: { id: string; body: Schemas["RestoreIn"] }) =>
        onceFor(["restore", id, body], (headers) =>
          answer(api.POST("/api/backups/{id}/restore", { params: { path: { id } }, body, headers })),
        ),
      onSuccess,
    }),
    begin: useMutation({
      mutationFn: async (id: string) => answer(api.POST("/api/backups/restores/{id}/apply", { params: { path: { id } } })),
      onSuccess,
    }),
    callOff: useMutation({
      mutationFn: async (id: string) => answer(api.POST("/api/backups/restores/{id}/cancel", { params: { path: { id } } })),
      onSuccess,
    }),
  };
}

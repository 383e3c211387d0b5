/** What is wrong with the open workspace's set-up: for the frame around every page, and for the page that lists it. */

import { useQuery } from "@tanstack/react-query";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

export type Incident = Schemas["Incident"];

/** What is wrong now; the frame listens, and has it asked again when that changes. */
export function useOpenIncidents() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.incidents, "open"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/jobs/incidents", { params: { query: { state: "open" } }, signal }))).items,
  });
}

const PAGES: Partial<Record<string, string>> = {
  channel_refused: "/channels",
  templates_not_synced: "/templates",
  counter_drift: "/usage",
  drive_refused: "/settings/backups",
  backup_failed: "/settings/backups",
  model_failed: "/agents",
  webhook_disabled: "/settings/webhooks",
};

/** The page on which it is mended. */
export function pageOf(kind: string): string {
  return PAGES[kind] ?? "/settings";
}

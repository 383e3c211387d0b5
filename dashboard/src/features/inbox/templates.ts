/** Templates that may be sent where free text may not. */

import { useQuery } from "@tanstack/react-query";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

import { type Route, useChannels } from "./queries";

export type Template = Schemas["TemplateView"];
export type Preview = Schemas["TemplatePreview"];

/** The templates that WhatsApp has approved for an account, and, of those, whether it has an older text than ours. */
export function sendable(templates: readonly Template[], account: string): { template: Template; isOlder: boolean }[] {
  return templates.flatMap((template) => {
    const approval = template.approvals[account];
    if (approval?.status !== "approved") return [];
    return [{ template, isOlder: Boolean(approval.differs) || approval.submitted_version !== template.version }];
  });
}

/** What may be sent on a route, by name; a search narrows it. */
export function useSendable(route: Route, q: string) {
  const api = useApi();
  const { data: channels } = useChannels();
  const account = channels?.find(({ id }) => id === route.channel_id)?.account_id;
  return useQuery({
    queryKey: [...keys.templates, "sendable", account, q],
    queryFn: async ({ signal }) => {
      const query = { status: "approved" as const, limit: 100, ...(q && { q }) };
      return sendable((await answer(api.GET("/api/templates", { params: { query }, signal }))).items, account ?? "");
    },
    enabled: account !== undefined,
    placeholderData: (before) => before,
  });
}

/** The template as the contact reads it, with the contact's own values where none are given. */
export function useFilledIn(id: string | undefined, contactId: string, values: Record<string, string>) {
  const api = useApi();
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
  return useQuery({
    queryKey: [...keys.templates, "filled", id, contactId, given],
    queryFn: ({ signal }) =>
      answer(
        api.POST("/api/templates/{id}/preview", {
          params: { path: { id: id ?? "" } },
          body: { contact_id: contactId, values: given },
          signal,
        }),
      ),
    enabled: id !== undefined,
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
  });
}

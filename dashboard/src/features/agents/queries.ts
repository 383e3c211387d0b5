/** What the agents' pages read and change, one hook per query. */

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, once, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

import type { Agent, Draft, Patch } from "./draft";
import type { Days } from "./range";

export type Numbers = Schemas["Numbers"];
export type AgentNumbers = Schemas["AgentNumbers"];
export type Tried = Schemas["Tried"];
export type Turn = Schemas["TurnIn"];

export const agentKeys = {
  list: [...keys.agents, "list"] as const,
  one: (id: string) => [...keys.agents, "one", id] as const,
  numbers: (days: Days, agent: string) => [...keys.agents, "numbers", days, agent] as const,
};

/** All agents: a plan has at most a hundred. */
export function useAgents() {
  const api = useApi();
  return useQuery({
    queryKey: agentKeys.list,
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/agents", { params: { query: { limit: 100 } }, signal }))).items,
  });
}

export function useAgent(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: agentKeys.one(id ?? ""),
    queryFn: ({ signal }) => answer(api.GET("/api/agents/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== undefined,
  });
}

export function useWorkspace() {
  const api = useApi();
  return useQuery({
    queryKey: keys.workspace,
    queryFn: ({ signal }) => answer(api.GET("/api/workspace", { signal })),
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

export function useCreate() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, key }: { draft: Draft; key: string }) =>
      answer(api.POST("/api/agents", { body: draft, headers: once(key) })),
    onSuccess: (agent) => show(client, agent),
  });
}

export function useChange(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: Patch) => answer(api.PATCH("/api/agents/{id}", { params: { path: { id } }, body: patch })),
    onSuccess: (agent) => show(client, agent),
  });
}

export function useDelete(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await api.DELETE("/api/agents/{id}", { params: { path: { id } } });
    },
    onSuccess: () => {
      client.removeQueries({ queryKey: agentKeys.one(id) });
      void client.invalidateQueries({ queryKey: agentKeys.list });
      void client.invalidateQueries({ queryKey: keys.channels });
    },
  });
}

/** Puts a changed agent where it is shown; a channel that it took has left another. */
function show(client: QueryClient, agent: Agent): void {
  client.setQueryData(agentKeys.one(agent.id), agent);
  void client.invalidateQueries({ queryKey: agentKeys.list });
  void client.invalidateQueries({ queryKey: keys.channels });
}

interface Try {
  turns: Turn[];
  contactId: string | null;
  draft: Patch;
}

/** Has an agent answer in the sandbox. */
export function useTry(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: ({ turns, contactId, draft }: Try) => {
      const body = { turns, contact_id: contactId, draft: Object.keys(draft).length > 0 ? draft : null };
      return onceFor(["try agent", id, body], (headers) =>
        answer(api.POST("/api/agents/{id}/try", { params: { path: { id } }, body, headers })),
      );
    },
  });
}

export function useNumbers(days: Days, agent: string) {
  const api = useApi();
  return useQuery({
    queryKey: agentKeys.numbers(days, agent),
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/agents/numbers", {
          params: { query: { from: days.first, to: days.last, ...(agent && { agent_id: agent }) } },
          signal,
        }),
      ),
    placeholderData: (before) => before,
  });
}

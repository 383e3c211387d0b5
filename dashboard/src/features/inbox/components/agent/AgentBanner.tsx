/** Above the messages: what an AI agent left to people, or why it is quiet, and the way to change that. */

import { Alert, Button, Group, Text } from "@mantine/core";
import { IconRobot, IconUserExclamation } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
import { useUser } from "@/session/session";
import { useMay } from "@/session/tenant";
import { agents, inbox } from "@/words";

import { usePatchConversation } from "../../patching";
import { type Detail, useChannels } from "../../queries";

const words = inbox.agent;

export function AgentBanner({ detail }: { detail: Detail }) {
  const { uid } = useUser();
  const mayAct = useMay("agent");
  const { mutate } = usePatchConversation(detail.id);
  const name = useAgentName(detail);
  const { hand_over: left, agent_paused: paused } = detail;
  if (name === null && !left) return null;
  const giveBack = () => mutate({ agent_paused: false, assignee: null });
  if (left) {
    return (
      <Alert
        color="orange"
        variant="light"
        radius={0}
        py="xs"
        role="status"
        icon={<IconUserExclamation aria-hidden />}
        title={words.handedOver(name ?? words.label)}
      >
        <Text size="sm">
          {agents.reasons[left.reason] ?? left.reason}. {left.detail}
        </Text>
        {mayAct && (
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" onClick={() => mutate({ assignee: uid })}>
              {words.takeOver}
            </Button>
            <Button size="compact-sm" variant="default" onClick={giveBack}>
              {words.giveBack}
            </Button>
          </Group>
        )}
      </Alert>
    );
  }
  return (
    <Group gap="xs" px="md" py={4} justify="space-between" bg="var(--mantine-color-body)">
      <Text size="xs" c="dimmed">
        <IconRobot size={14} aria-hidden style={{ verticalAlign: "-2px" }} />{" "}
        {paused ? words.paused[paused] : words.answers(name ?? words.label)}
      </Text>
      {mayAct && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => (paused ? giveBack() : mutate({ agent_paused: true }))}
        >
          {paused ? words.giveBack : words.pause}
        </Button>
      )}
    </Group>
  );
}

/** The agent of the channels on which the contact is heard; null if none answers there. */
function useAgentName(detail: Detail): string | null {
  const api = useApi();
  const { data: channels = [] } = useChannels();
  const { data: all = [] } = useQuery({
    queryKey: [...keys.agents, "list"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/agents", { params: { query: { limit: 100 } }, signal }))).items,
  });
  const last = Object.entries(detail.last_inbound_at).sort(([, a], [, b]) => Date.parse(b) - Date.parse(a))[0]?.[0];
  const id = detail.hand_over?.agent_id ?? channels.find((channel) => channel.id === last)?.agent_id;
  const agent = all.find((one) => one.id === id);
  return agent?.is_on || detail.hand_over ? (agent?.name ?? null) : null;
}

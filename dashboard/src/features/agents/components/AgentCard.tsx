/** One agent: whether and where it answers. */

import { ActionIcon, Anchor, Badge, Group, Menu, Paper, Stack, Switch, Text, ThemeIcon, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconDots, IconRobot, IconTrash } from "@tabler/icons-react";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { agents as words } from "@/words";

import { type Agent, hoursLine } from "../draft";
import { useChange } from "../queries";
import { DeleteModal } from "./DeleteModal";

interface AgentCardProps {
  agent: Agent;
  channels: readonly Schemas["ChannelView"][];
  mayChange: boolean;
}

export function AgentCard({ agent, channels, mayChange }: AgentCardProps) {
  const { id, name, instructions, hours, is_on: isOn } = agent;
  const answersOn = channels.filter((channel) => agent.channels.includes(channel.id)).map((channel) => channel.name);
  const works = isOn && answersOn.length > 0;
  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        <ThemeIcon variant="light" size={40} radius="xl" color={works ? "brand" : "gray"} aria-hidden>
          <IconRobot size={22} />
        </ThemeIcon>
        <Stack gap={4} flex={1} miw={0}>
          <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
            <Title order={2} size="h5" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
              <Anchor component={Link} to={`/agents/${id}`} inherit>
                {name}
              </Anchor>
            </Title>
            <Badge color={works ? "green" : "gray"} variant="light" style={{ flexShrink: 0 }}>
              {isOn ? words.on : words.off}
            </Badge>
          </Group>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {answersOn.length > 0 ? words.answersOn(answersOn.join(", ")) : words.noChannels}
            {" · "}
            {hours.length > 0 ? hoursLine(hours, words.where.dayNames) : words.around}
          </Text>
          <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
            {instructions}
          </Text>
          {mayChange && <Actions agent={agent} />}
        </Stack>
      </Group>
    </Paper>
  );
}

function Actions({ agent }: { agent: Agent }) {
  const { id, name, is_on: isOn } = agent;
  const change = useChange(id);
  const [deleting, { open, close }] = useDisclosure();
  const turn = (wanted: boolean) =>
    change.mutate(
      { is_on: wanted },
      {
        onSuccess: () => notifications.show({ message: wanted ? words.turnedOn(name) : words.turnedOff(name) }),
        onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
      },
    );
  return (
    <Group gap="xs" mt={4} justify="space-between">
      <Switch
        label={words.on}
        aria-label={words.turnOn(name)}
        checked={change.isPending ? change.variables.is_on === true : isOn}
        disabled={change.isPending}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label={words.more(name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteModal agent={agent} opened={deleting} onClose={close} />
    </Group>
  );
}

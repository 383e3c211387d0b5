/** One channel: how it is, and what can be done about it. */

import { ActionIcon, Badge, Button, Group, Menu, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconDots, IconPencil, IconPlugConnectedX, IconWebhook } from "@tabler/icons-react";

import { sentence } from "@/api/problem";
import { useMay } from "@/session/tenant";
import { common, channels as words } from "@/words";

import { type Channel, useChange, useTest } from "../queries";
import { DisconnectModal } from "./DisconnectModal";
import { ProviderIcon } from "./ProviderIcon";
import { RenameModal } from "./RenameModal";
import { SetupModal } from "./Setup";

const COLORS: Record<Channel["status"], string> = {
  active: "green",
  paused: "yellow",
  broken: "red",
  disconnected: "gray",
};

export function ChannelCard({ channel }: { channel: Channel }) {
  const { name, provider, address, status, status_reason: reason } = channel;
  const mayManage = useMay("admin") && status !== "disconnected";
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        <ProviderIcon provider={provider} />
        <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs" justify="space-between">
            <Title order={2} size="h5" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
              {name}
            </Title>
            <Badge color={COLORS[status]} variant="light">
              {words.status[status]}
            </Badge>
          </Group>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {[common.providers[provider], address].filter(Boolean).join(" · ")}
          </Text>
          <Text size="sm" c={status === "broken" ? "var(--mantine-color-error)" : "dimmed"}>
            {reason || words.health[status]}
          </Text>
          {mayManage && <Actions channel={channel} />}
        </Stack>
      </Group>
    </Paper>
  );
}

function Actions({ channel }: { channel: Channel }) {
  const { id, name, status } = channel;
  const test = useTest(id);
  const change = useChange(id);
  const [renaming, rename] = useDisclosure();
  const [showing, show] = useDisclosure();
  const [leaving, leave] = useDisclosure();
  const onError = (error: unknown) =>
    notifications.show({ color: "red", title: words.failed, message: sentence(error) });

  const runTest = () =>
    test.mutate(undefined, {
      onSuccess: ({ ok, detail }) =>
        notifications.show({
          color: ok ? "green" : "red",
          title: ok ? words.testOk(name) : words.testFailed(name),
          message: detail,
        }),
      onError,
    });
  const switchTo = (wanted: "active" | "paused") =>
    change.mutate(
      { status: wanted },
      {
        onSuccess: () =>
          notifications.show({ message: wanted === "paused" ? words.paused(name) : words.resumed(name) }),
        onError,
      },
    );

  return (
    <Group gap="xs" mt="xs">
      <Button size="xs" variant="default" loading={test.isPending} onClick={runTest}>
        {words.test}
      </Button>
      {status === "active" && (
        <Button size="xs" variant="default" loading={change.isPending} onClick={() => switchTo("paused")}>
          {words.pause}
        </Button>
      )}
      {status === "paused" && (
        <Button size="xs" loading={change.isPending} onClick={() => switchTo("active")}>
          {words.resume}
        </Button>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label={words.more(name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={rename.open}>
            {words.rename}
          </Menu.Item>
          <Menu.Item leftSection={<IconWebhook size={16} aria-hidden />} onClick={show.open}>
            {words.details}
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconPlugConnectedX size={16} aria-hidden />}
            onClick={leave.open}
          >
            {words.disconnect}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RenameModal channel={channel} opened={renaming} onClose={rename.close} />
      <SetupModal channel={channel} opened={showing} onClose={show.close} />
      <DisconnectModal channel={channel} opened={leaving} onClose={leave.close} />
    </Group>
  );
}

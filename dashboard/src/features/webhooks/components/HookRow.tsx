/** One webhook: where it leads, whether it works, and what can be done about it. */

import { ActionIcon, Alert, Badge, Button, Group, Menu, Paper, Stack, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";

import { newKey } from "@/api/client";
import { dateTime } from "@/components/format";
import { AskModal } from "@/features/jobs/components/AskModal";
import { webhooks as words } from "@/words";

import { useDeeds, type Webhook } from "../queries";
import { EditModal } from "./HookForm";
import { SecretShown } from "./SecretShown";

const COLORS: Record<string, string> = { active: "green", paused: "gray", disabled: "red" };

export function HookRow({ hook }: { hook: Webhook }) {
  const { name, url, events, status } = hook;
  return (
    <Paper withBorder p="sm" component="article" aria-label={name}>
      <Stack gap="xs">
        <Group gap="sm" justify="space-between" align="flex-start">
          <div style={{ flex: "1 1 16rem", minWidth: 0, overflowWrap: "anywhere" }}>
            <Group gap="xs">
              <Text fw={500}>{name}</Text>
              <Badge color={COLORS[status]} variant="light">
                {words.states[status]}
              </Badge>
            </Group>
            <Text size="sm">{url}</Text>
            <Text size="sm" c="dimmed">
              {words.tells(events.length)}
            </Text>
          </div>
          <Deeds hook={hook} />
        </Group>
        <Health hook={hook} />
      </Stack>
    </Paper>
  );
}

export function Health({ hook: { status, status_reason: reason, failing_since: since, old_secret_until: until } }: { hook: Webhook }) {
  return (
    <>
      {status === "disabled" && (
        <Alert color="red" role="alert">
          {reason}
        </Alert>
      )}
      {status === "active" && since && <Alert color="yellow">{words.failingSince(dateTime(since))}</Alert>}
      {until && (
        <Text size="sm" c="dimmed">
          {words.oldUntil(dateTime(until))}
        </Text>
      )}
    </>
  );
}

function Deeds({ hook }: { hook: Webhook }) {
  const { id, name, status } = hook;
  const [asking, setAsking] = useState<"edit" | "renew" | "remove" | null>(null);
  const { setPaused, renew, remove } = useDeeds(id);
  // Kept until the secret was shown: a second renewal would end the secret that the receiver still has.
  const [key, setKey] = useState(newKey);
  const close = () => setAsking(null);
  const isOn = status === "active";
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" component={Link} to={`/settings/webhooks/${id}`} aria-label={words.logOf(name)}>
        {words.log}
      </Button>
      <Button size="xs" variant="default" loading={setPaused.isPending} onClick={() => setPaused.mutate(isOn)}>
        {isOn ? words.pause : words.resume}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={words.more(name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsking("edit")}>{words.edit}</Menu.Item>
          <Menu.Item onClick={() => setAsking("renew")}>{words.renew}</Menu.Item>
          <Menu.Item color="red" onClick={() => setAsking("remove")}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === "edit" && <EditModal hook={hook} onClose={close} />}
      {asking === "renew" && !renew.data && (
        <AskModal
          title={words.renewTitle(name)}
          text={words.renewText}
          yes={words.renew}
          isBusy={renew.isPending}
          error={renew.error}
          onYes={() => renew.mutate(key)}
          onClose={close}
        />
      )}
      {asking === "renew" && renew.data && (
        <SecretShown
          value={renew.data.secret}
          onClose={() => {
            renew.reset();
            setKey(newKey());
            close();
          }}
        />
      )}
      {asking === "remove" && (
        <AskModal
          title={words.removeTitle(name)}
          text={words.removeText}
          yes={words.remove}
          isBusy={remove.isPending}
          error={remove.error}
          onYes={() => remove.mutate(undefined, { onSuccess: close })}
          onClose={close}
        />
      )}
    </Group>
  );
}

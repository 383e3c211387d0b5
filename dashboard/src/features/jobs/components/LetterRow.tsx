/** One piece of work that failed: what, why, every try, and what can be done about it. */

import { Anchor, Button, Collapse, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconChevronDown, IconChevronRight, IconMessage, IconRefresh } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useNavigate } from "react-router";

import { sentence } from "@/api/problem";
import { count, dateTime } from "@/components/format";
import { useMay } from "@/session/tenant";
import { jobs } from "@/words";

import { type Letter, useConversationOf, useDeeds } from "../queries";
import { DiscardModal } from "./DiscardModal";

const words = jobs.failed;

/** How long the API believes that a queue still tries by itself. */
const LONGEST_SILENCE_MS = 7_200_000;

export function LetterRow({ letter }: { letter: Letter }) {
  const { job, subject, error, failures, first_failed_at: first, last_failed_at: last } = letter;
  const kind = jobs.kind(job);
  return (
    <Paper withBorder p="md" component="article" aria-label={`${kind} ${subject}`}>
      <Stack gap="xs">
        <Group gap="sm" justify="space-between" align="flex-start">
          <div style={{ flex: "1 1 20rem", minWidth: 0, overflowWrap: "anywhere" }}>
            <Text fw={600}>{kind}</Text>
            <Text size="sm">{error}</Text>
            <Text size="xs" c="dimmed">
              {[words.times(dateTime(first), dateTime(last)), failures > 1 ? words.gaveUp(count(failures)) : ""].filter(Boolean).join(", ")}
            </Text>
            <Verdict letter={letter} />
          </div>
          <Deeds letter={letter} />
        </Group>
        <Tries letter={letter} />
      </Stack>
    </Paper>
  );
}

function Verdict({ letter: { state, discarded_by: by, discard_reason: reason, retried_at: retried } }: { letter: Letter }) {
  if (state === "discarded") return <Text size="sm">{words.discardedBy(by, reason)}</Text>;
  return (
    retried && (
      <Text size="xs" c="dimmed">
        {words.retriedAt(dateTime(retried))}
      </Text>
    )
  );
}

function Deeds({ letter: { id, state, payload, last_failed_at: failedAt } }: { letter: Letter }) {
  const mayMend = useMay("admin");
  const { retry } = useDeeds();
  const [isAsking, { open, close }] = useDisclosure(false);
  const message = payload.message_id;
  // The present of when it was shown: near enough to tell work that nobody tries any more.
  const [now] = useState(() => Date.now());
  const isLost = state === "retrying" && now - Date.parse(failedAt) > LONGEST_SILENCE_MS;
  return (
    <Group gap="xs">
      {typeof message === "string" && <ToMessage id={message} />}
      {mayMend && (state === "failed" || state === "discarded" || isLost) && (
        <Button size="xs" leftSection={<IconRefresh size={16} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate(id)}>
          {words.retry}
        </Button>
      )}
      {mayMend && state === "failed" && (
        <Button size="xs" variant="default" onClick={open}>
          {words.discard}
        </Button>
      )}
      {isAsking && <DiscardModal id={id} onClose={close} />}
    </Group>
  );
}

function ToMessage({ id }: { id: string }) {
  const navigate = useNavigate();
  const find = useConversationOf();
  const go = () =>
    find.mutate(id, {
      onSuccess: (conversation) => void navigate(`/inbox/${conversation}`),
      onError: (error) => notifications.show({ color: "red", title: jobs.refused, message: sentence(error) }),
    });
  return (
    <Button size="xs" variant="default" leftSection={<IconMessage size={16} aria-hidden />} loading={find.isPending} onClick={go}>
      {words.openMessage}
    </Button>
  );
}

function Tries({ letter: { attempts } }: { letter: Letter }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const id = useId();
  if (attempts.length === 0) return null;
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <Group gap={4} component="span">
          <Icon size={14} aria-hidden /> {words.tries(attempts.length)}
        </Group>
      </Anchor>
      <Collapse expanded={isOpen} id={id}>
        <Table fz="sm" verticalSpacing={4} mt="xs" aria-label={words.tries(attempts.length)}>
          <Table.Tbody>
            {attempts.map(({ at, number, error }) => (
              <Table.Tr key={`${at} ${number}`}>
                <Table.Th scope="row" style={{ whiteSpace: "nowrap", verticalAlign: "top" }}>
                  {words.trial(number)}
                </Table.Th>
                <Table.Td style={{ verticalAlign: "top" }}>
                  <time dateTime={at}>{dateTime(at)}</time>
                </Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{error}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Collapse>
    </div>
  );
}

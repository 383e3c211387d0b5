/** Where a message is on its way: a mark, and behind it the time of every step. */

import { Popover, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  type TablerIcon,
} from "@tabler/icons-react";

import { inbox } from "@/words";

import type { Message } from "../../cache/order";
import { exactTime } from "../../format";
import classes from "./thread.module.css";

const words = inbox.status;
const ICONS: Record<Message["status"], TablerIcon> = {
  received: IconCheck,
  queued: IconClock,
  sending: IconClock,
  unknown: IconHelpCircle,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  played: IconChecks,
  failed: IconAlertCircle,
};

const STEPS = Object.keys(ICONS);

/** By time, to the second as providers tell it, then in the order in which a message passes them. */
function byStep([a, aAt]: [string, string], [b, bAt]: [string, string]): number {
  return Math.floor(Date.parse(aAt) / 1000) - Math.floor(Date.parse(bAt) / 1000) || STEPS.indexOf(a) - STEPS.indexOf(b);
}

export function StatusMark({ message }: { message: Message }) {
  const { status, attempts } = message;
  const Icon = ICONS[status];
  const name = words.names[status] ?? status;
  const isTold = status === "failed" || status === "unknown";
  const times = Object.entries(message.status_at).sort(byStep);
  return (
    <Popover position="top-end" withArrow shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.status}
          data-status={status}
          aria-label={words.show(name)}
          title={name}
        >
          <Icon size={16} stroke={2} aria-hidden />
          {isTold && <span>{name}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={words.title}>
        <Stack gap={4}>
          <Table horizontalSpacing="xs" verticalSpacing={2} fz="xs" withRowBorders={false}>
            <Table.Tbody>
              {times.map(([step, at]) => (
                <Table.Tr key={step}>
                  <Table.Th scope="row">{words.names[step] ?? step}</Table.Th>
                  <Table.Td>
                    <time dateTime={at}>{exactTime(at)}</time>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {attempts > 1 && (
            <Text size="xs" c="dimmed" px="xs">
              {words.attempts(attempts)}
            </Text>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

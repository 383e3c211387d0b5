/** What came of telling a webhook of one event: where it is, and every try. */

import { Anchor, Badge, Button, Collapse, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight, IconRefresh } from "@tabler/icons-react";
import { useId } from "react";

import { count, dateTime } from "@/components/format";
import { webhooks as words } from "@/words";

import { type Delivery, useDeeds } from "../queries";

const COLORS: Record<string, string> = { pending: "yellow", delivered: "green", dead: "red" };

export function DeliveryRow({ hook, delivery }: { hook: string; delivery: Delivery }) {
  const { id, event_id: event, event_type: type, state, created_at: at, attempts, next_at: next } = delivery;
  const { replay } = useDeeds(hook);
  const last = attempts.at(-1);
  return (
    <Paper withBorder p="sm" component="article" aria-label={`${words.types[type] ?? type} ${event}`}>
      <Stack gap={4}>
        <Group gap="sm" justify="space-between" align="flex-start">
          <div style={{ flex: "1 1 16rem", minWidth: 0, overflowWrap: "anywhere" }}>
            <Group gap="xs">
              <Text fw={500}>{words.types[type] ?? type}</Text>
              <Badge color={COLORS[state]} variant="light">
                {words.deliveryStates[state]}
              </Badge>
            </Group>
            {last?.error && <Text size="sm">{last.error}</Text>}
            <Text size="xs" c="dimmed">
              {[dateTime(at), next && words.next(dateTime(next)), event].filter(Boolean).join(", ")}
            </Text>
          </div>
          {state !== "pending" && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={replay.isPending}
              onClick={() => replay.mutate(id)}
            >
              {words.replay}
            </Button>
          )}
        </Group>
        <Attempts attempts={attempts} />
      </Stack>
    </Paper>
  );
}

function Attempts({ attempts }: Pick<Delivery, "attempts">) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const id = useId();
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  const title = words.attempts(attempts.length);
  return (
    <div>
      <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <Group gap={4} component="span">
          <Icon size={14} aria-hidden /> {title}
        </Group>
      </Anchor>
      <Collapse expanded={isOpen} id={id}>
        <Table fz="sm" verticalSpacing={4} mt="xs" aria-label={title}>
          <Table.Tbody>
            {attempts.map(({ at, number, status, took_ms: took = 0, error = "" }) => (
              <Table.Tr key={number}>
                <Table.Th scope="row" style={{ whiteSpace: "nowrap", verticalAlign: "top" }}>
                  {words.attempt(number)}
                </Table.Th>
                <Table.Td style={{ verticalAlign: "top" }}>
                  <time dateTime={at}>{dateTime(at)}</time>
                </Table.Td>
                <Table.Td style={{ verticalAlign: "top", width: "60%" }}>
                  {error === "" && status ? words.took(status) : error} {took > 0 && words.tookMs(count(took))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Collapse>
    </div>
  );
}

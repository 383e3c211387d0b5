/** What begins by the clock: when it ran last and how that went, when it runs next, and starting it now. */

import { Badge, Button, Group, Paper, SimpleGrid, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlayerPlay } from "@tabler/icons-react";

import { sentence } from "@/api/problem";
import { dateTime, duration } from "@/components/format";
import { Fact } from "@/components/Section";
import { jobs } from "@/words";

import { type ScheduleView, useBoard, useDeeds, useSchedules } from "../queries";
import { Renewed } from "./Renewed";

const words = jobs.schedules;

export function Schedules() {
  return <Renewed query={useSchedules()} lead={words.lead} row={(schedule) => <Row key={schedule.name} schedule={schedule} />} />;
}

function Row({ schedule: { name, cron, time_zone: zone, last, next_at: next } }: { schedule: ScheduleView }) {
  const { data: board } = useBoard();
  return (
    <Paper withBorder p="md" component="article" aria-label={words.kind(name)}>
      <Group justify="space-between" gap="sm" mb="xs">
        <Group gap="xs">
          <Text fw={600}>{words.kind(name)}</Text>
          {last && (
            <Badge color={last.ok ? "green" : "red.9"} variant={last.ok ? "light" : "filled"}>
              {last.ok ? words.ok : words.failed}
            </Badge>
          )}
        </Group>
        {board?.operator && <RunNow name={name} />}
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" verticalSpacing="xs">
        <Fact label={words.last}>{last ? dateTime(last.at) : words.never}</Fact>
        <Fact label={words.took}>{last ? duration(last.took_ms / 1000) : words.none}</Fact>
        <Fact label={words.next}>{dateTime(next)}</Fact>
        <Fact label={words.cron}>{words.cronIn(cron, zone)}</Fact>
      </SimpleGrid>
      {last && !last.ok && (
        <Text size="sm" mt="xs" style={{ overflowWrap: "anywhere" }}>
          {[last.error, last.ok_at ? words.wellAt(dateTime(last.ok_at)) : words.neverWell].filter(Boolean).join(" ")}
        </Text>
      )}
    </Paper>
  );
}

function RunNow({ name }: { name: string }) {
  const { start } = useDeeds();
  const run = () =>
    start.mutate(name, {
      onSuccess: () => notifications.show({ message: words.started(words.kind(name)) }),
      onError: (error) => notifications.show({ color: "red", title: jobs.refused, message: sentence(error) }),
    });
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      aria-label={words.runNowOf(words.kind(name))}
      loading={start.isPending}
      onClick={run}
    >
      {words.runNow}
    </Button>
  );
}

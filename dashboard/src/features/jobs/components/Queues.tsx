/** The platform's queues: how much waits, how fast it goes, and holding one. */

import { Badge, Button, Group, Paper, SimpleGrid, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconClockExclamation, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";

import { sentence } from "@/api/problem";
import { compact, count, duration } from "@/components/format";
import { Fact } from "@/components/Section";
import { useNow } from "@/components/useNow";
import { jobs } from "@/words";

import { type QueueView, useDeeds, useQueues } from "../queries";
import { AskModal } from "./AskModal";
import { Renewed } from "./Renewed";

const words = jobs.queues;
const CLOCK_MS = 1000;

export function Queues() {
  return <Renewed query={useQueues()} lead={words.lead} row={(queue) => <Row key={queue.name} queue={queue} />} />;
}

function Row({ queue }: { queue: QueueView }) {
  const { name, paused, shards, depth, in_flight: inFlight, last_minute: lastMinute } = queue;
  const now = useNow(CLOCK_MS);
  const waitedS = queue.oldest_at ? Math.max(0, (now.getTime() - Date.parse(queue.oldest_at)) / 1000) : null;
  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Group justify="space-between" gap="sm" mb="xs">
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          <Badge color={paused ? "orange" : "green"} variant="light">
            {paused ? words.paused : words.running}
          </Badge>
          {waitedS !== null && waitedS > queue.patience_s && (
            <Badge color="red" variant="light" leftSection={<IconClockExclamation size={12} aria-hidden />}>
              {words.tooLong(duration(queue.patience_s))}
            </Badge>
          )}
          {shards > 1 && <Badge variant="default">{words.shards(shards)}</Badge>}
        </Group>
        <Switch queue={queue} />
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 6 }} spacing="sm" verticalSpacing="xs">
        <Fact label={words.depth}>{count(depth)}</Fact>
        <Fact label={words.oldest}>{waitedS === null ? words.none : words.oldestAgo(duration(waitedS))}</Fact>
        <Fact label={words.inFlight}>{count(inFlight)}</Fact>
        <Fact label={words.lastMinute}>{count(lastMinute)}</Fact>
        <Fact label={words.rate}>{words.rateOf(compact(queue.rate_per_s), compact(queue.max_per_s))}</Fact>
        <Fact label={words.failed}>{count(queue.failures_last_hour)}</Fact>
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="xs">
        {queue.jobs.map((job) => jobs.kind(job)).join(" · ")}
      </Text>
    </Paper>
  );
}

function Switch({ queue: { name, paused } }: { queue: QueueView }) {
  const { setPaused } = useDeeds();
  const [isAsking, { open, close }] = useDisclosure(false);
  const resume = () =>
    setPaused.mutate(
      { name, paused: false },
      {
        onSuccess: () => notifications.show({ color: "green", message: words.resumedNow(name) }),
        onError: (error) => notifications.show({ color: "red", title: jobs.refused, message: sentence(error) }),
      },
    );
  const onPaused = () => {
    notifications.show({ message: words.pausedNow(name) });
    close();
  };
  return (
    <>
      <Button
        size="xs"
        variant={paused ? "filled" : "default"}
        leftSection={paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
        aria-label={paused ? words.resumeOf(name) : words.pauseOf(name)}
        loading={setPaused.isPending}
        onClick={paused ? resume : open}
      >
        {paused ? words.resume : words.pause}
      </Button>
      {isAsking && (
        <AskModal
          title={words.pauseTitle(name)}
          text={words.pauseText}
          yes={words.pause}
          isBusy={setPaused.isPending}
          error={setPaused.error}
          onYes={() => setPaused.mutate({ name, paused: true }, { onSuccess: onPaused })}
          onClose={close}
        />
      )}
    </>
  );
}

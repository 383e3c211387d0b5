/** Work that takes long: how far it is, how fast it goes, whether it lives, and stopping it. */

import { Alert, Badge, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconProgress } from "@tabler/icons-react";

import { compact, count, dateTime, duration } from "@/components/format";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useNow } from "@/components/useNow";
import { useMay } from "@/session/tenant";
import { common, jobs } from "@/words";

import { isSilent, leftS, percentOf, silentS } from "../progress";
import { type LongWork as Work, useDeeds, useLongWork } from "../queries";
import { useLiveWork } from "../useLiveJobs";
import { AskModal } from "./AskModal";

const words = jobs.running;
const COLORS: Record<string, string> = { running: "blue", done: "green", failed: "red", cancelled: "gray" };
const CLOCK_MS = 1000;

export function LongWork() {
  useLiveWork();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLongWork();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0) {
    return (
      <EmptyState icon={IconProgress} title={words.emptyTitle}>
        {words.empty}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm">
      {all.map((work) => (
        <Row key={work.id} work={work} />
      ))}
      {hasNextPage && (
        <Button variant="default" w="fit-content" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

function Row({ work }: { work: Work }) {
  const kind = jobs.kind(work.job);
  const isRunning = work.state === "running";
  return (
    <Paper withBorder p="md" component="article" aria-label={kind}>
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Group gap="xs">
            <Text fw={600}>{kind}</Text>
            <Badge color={COLORS[work.state]} variant="light">
              {words.states[work.state] ?? work.state}
            </Badge>
          </Group>
          {isRunning && work.stoppable && <Cancel work={work} kind={kind} />}
        </Group>
        {isRunning ? <Running work={work} kind={kind} /> : <Ended work={work} />}
        {work.error && (
          <Alert color="red" variant="light" role="alert" style={{ overflowWrap: "anywhere" }}>
            {work.error}
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

function Running({ work, kind }: { work: Work; kind: string }) {
  const now = useNow(CLOCK_MS);
  const share = percentOf(work);
  const left = leftS(work);
  return (
    <>
      <Progress value={share ?? 100} animated={share === null} striped={share === null} aria-label={words.progress(kind)} aria-valuetext={amount(work)} />
      <Facts
        facts={[
          amount(work),
          work.per_minute ? words.rate(compact(work.per_minute), unitOf(work)) : "",
          left ? words.left(duration(left)) : "",
          words.started(dateTime(work.started_at)),
          words.alive(duration(silentS(work, now))),
        ]}
      />
      {isSilent(work, now) && <Text size="sm">{words.silent}</Text>}
    </>
  );
}

function Ended({ work }: { work: Work }) {
  const took = work.finished_at ? (Date.parse(work.finished_at) - Date.parse(work.started_at)) / 1000 : null;
  return (
    <Facts
      facts={[
        amount(work),
        work.per_minute ? words.rate(compact(work.per_minute), unitOf(work)) : "",
        words.started(dateTime(work.started_at)),
        took === null ? "" : words.took(duration(took)),
      ]}
    />
  );
}

function Facts({ facts }: { facts: string[] }) {
  return (
    <Text size="sm" c="dimmed">
      {facts.filter(Boolean).join(" · ")}
    </Text>
  );
}

function unitOf({ unit }: Work): string {
  return words.units[unit] ?? unit;
}

function amount(work: Work): string {
  const done = count(work.done);
  return work.total ? words.doneOf(done, count(work.total), unitOf(work)) : words.done(done, unitOf(work));
}

function Cancel({ work: { id, cancel_asked: isAsked }, kind }: { work: Work; kind: string }) {
  const mayCancel = useMay("admin");
  const { cancel } = useDeeds();
  const [isAsking, { open, close }] = useDisclosure(false);
  if (isAsked) return <Text size="sm">{words.stopping}</Text>;
  if (!mayCancel) return null;
  const onSuccess = () => {
    notifications.show({ message: words.asked });
    close();
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {words.cancel}
      </Button>
      {isAsking && (
        <AskModal
          title={words.cancelTitle(kind)}
          text={words.cancelText}
          yes={words.cancel}
          no={words.keep}
          isBusy={cancel.isPending}
          error={cancel.error}
          onYes={() => cancel.mutate(id, { onSuccess })}
          onClose={close}
        />
      )}
    </>
  );
}

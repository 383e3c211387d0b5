/** Counting days anew: which, how far it is, and what was counted before. */

import { Alert, Button, Group, Paper, Progress, Stack, Text, TextInput } from "@mantine/core";
import { IconLock, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { dateTime } from "@/components/format";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { toWall } from "@/components/zoned";
import { useMay } from "@/session/tenant";
import { useUsage } from "@/session/usage";
import { usage } from "@/words";

import { UsageTabs } from "./components/Tabs";
import { useBackfills, useCountingDeeds } from "./queries";

type Backfill = Schemas["Backfill"];

const words = usage.recount;

export function Component() {
  const may = useMay("admin");
  const { data, error, refetch } = useUsage();
  return (
    <Page title={usage.title} lead={words.lead}>
      <UsageTabs />
      {!may ? (
        <EmptyState icon={IconLock} title={words.forbiddenTitle}>
          {words.forbidden}
        </EmptyState>
      ) : data ? (
        <Shown zone={data.time_zone} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Shown({ zone }: { zone: string }) {
  const { data, error, refetch } = useBackfills();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const running = data.find(({ state }) => state === "running");
  const ended = data.filter(({ state }) => state !== "running");
  return (
    <Stack gap="md">
      <Section title={words.title}>
        <Text size="sm">{words.explained}</Text>
        {running ? <Running backfill={running} /> : <Form zone={zone} />}
      </Section>
      <Section title={words.before}>
        {ended.length === 0 ? (
          <Text size="sm" c="dimmed">
            {words.none}
          </Text>
        ) : (
          ended.map((each) => (
            <Paper key={each.id} withBorder p="sm">
              <Text fw={600}>{words.days(dayName(each.from), dayName(each.to))}</Text>
              <Text size="sm" c="dimmed">
                {words.ended(words.states[each.state] ?? each.state, each.done, each.total ?? 0, dateTime(each.finished_at ?? each.heartbeat_at, zone))}
              </Text>
              {each.error && <Text size="sm">{each.error}</Text>}
            </Paper>
          ))
        )}
      </Section>
    </Stack>
  );
}

function Running({ backfill }: { backfill: Backfill }) {
  const { stop } = useCountingDeeds();
  const { done, total, from, to } = backfill;
  const text = words.progress(done, total ?? 0);
  const stops = backfill.cancel_asked || stop.isPending || stop.isSuccess;
  return (
    <Stack gap="xs" role="status" aria-label={words.running}>
      <Group justify="space-between" gap="sm">
        <Text fw={600}>{words.days(dayName(from), dayName(to))}</Text>
        <Text size="sm">{text}</Text>
      </Group>
      <Progress.Root size="lg">
        <Progress.Section value={total ? (done / total) * 100 : 0} aria-label={words.running} aria-valuetext={text} />
      </Progress.Root>
      {stop.error && (
        <Alert role="alert" color="red">
          {sentence(stop.error)}
        </Alert>
      )}
      <Button variant="default" size="xs" style={{ alignSelf: "flex-start" }} disabled={stops} onClick={() => stop.mutate(backfill.id)}>
        {stops ? words.stopping : words.stop}
      </Button>
    </Stack>
  );
}

function Form({ zone }: { zone: string }) {
  const today = toWall(new Date(), zone).slice(0, 10);
  const [from, setFrom] = useState(`${today.slice(0, 7)}-01`);
  const [to, setTo] = useState(today);
  const { begin } = useCountingDeeds();
  const wrong = from && to && from > to ? words.wrongOrder : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate({ from, to });
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-start">
          <TextInput type="date" label={words.from} required max={today} value={from} onChange={({ currentTarget: { value } }) => setFrom(value)} />
          <TextInput type="date" label={words.to} required max={today} error={wrong} value={to} onChange={({ currentTarget: { value } }) => setTo(value)} />
        </Group>
        {begin.error && (
          <Alert role="alert" color="red">
            {sentence(begin.error)}
          </Alert>
        )}
        <Button
          type="submit"
          style={{ alignSelf: "flex-start" }}
          leftSection={<IconRefresh size={18} aria-hidden />}
          loading={begin.isPending}
          disabled={!from || !to || wrong !== undefined}
        >
          {words.begin}
        </Button>
      </Stack>
    </form>
  );
}

function dayName(day: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00Z`));
}

/** What is wrong with the workspace's set-up, and what was. */

import { Button, Divider, Stack, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";

import { IncidentNote } from "@/components/IncidentNote";
import { Section } from "@/components/Section";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { type Incident, useOpenIncidents } from "@/session/incidents";
import { common, jobs } from "@/words";

import { useClosedIncidents } from "../queries";

const words = jobs.incidents;

export function Incidents() {
  return (
    <Stack gap="md">
      <Section title={words.openTitle}>
        <Open />
      </Section>
      <Section title={words.closedTitle}>
        <Closed />
      </Section>
    </Stack>
  );
}

function Open() {
  const { data, error, refetch } = useOpenIncidents();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={IconCircleCheck} title={words.fine}>
        {words.fineText}
      </EmptyState>
    );
  }
  return <Notes all={data} />;
}

function Closed() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useClosedIncidents();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0) return <Text c="dimmed">{words.noneClosed}</Text>;
  return (
    <>
      <Notes all={all} />
      {hasNextPage && (
        <Button variant="default" w="fit-content" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </>
  );
}

function Notes({ all }: { all: readonly Incident[] }) {
  return all.map((incident, at) => (
    <Stack key={incident.id} gap="sm">
      {at > 0 && <Divider />}
      <IncidentNote incident={incident} />
    </Stack>
  ));
}

/** How far the campaign is and what became of its messages, in numbers and as charts. */

import { Group, List, Progress as Bar, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { lazy, Suspense } from "react";

import { count } from "@/components/format";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { campaigns, inbox } from "@/words";

import { shareDone } from "../../funnel";
import { isMoving, type Progress, useWhen } from "../../queries";
import { FunnelTable } from "./FunnelTable";
import { VariantsTable } from "./VariantsTable";

const words = campaigns.page;
// Charts are heavy, and the numbers stand beside them.
const FunnelChart = lazy(async () => ({ default: (await import("./charts")).FunnelChart }));
const VariantsChart = lazy(async () => ({ default: (await import("./charts")).VariantsChart }));

export function Results({ id, progress }: { id: string; progress: UseQueryResult<Progress> }) {
  const { data, error, refetch } = progress;
  const when = useWhen();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const { planned, waiting, funnel, failed, variants } = data;
  if (!data.started_at) return null;
  const unknown = funnel.unknown ?? 0;
  const reasons = Object.entries(failed).sort(([, a], [, b]) => b - a);
  return (
    <>
      <Section title={words.progress}>
        <Bar.Root size="lg">
          <Bar.Section
            value={shareDone(data)}
            animated={isMoving(data.status)}
            aria-label={words.progress}
            aria-valuetext={words.progressOf(count(planned - waiting), count(planned))}
          />
        </Bar.Root>
        <Group justify="space-between" gap="xs">
          <Text fw={600}>{words.progressOf(count(planned - waiting), count(planned))}</Text>
          <Text size="sm" c="dimmed">
            {[words.countedAt(when(data.counted_at)), isMoving(data.status) && words.live].filter(Boolean).join(", ")}
          </Text>
        </Group>
        {data.phase && isMoving(data.status) && (
          <Text size="sm">
            {data.phase === "snapshot" ? words.phases.snapshot(count(data.looked_at)) : words.phases[data.phase]}
          </Text>
        )}
        {data.next_at && isMoving(data.status) && <Text size="sm">{words.nextAt(when(data.next_at))}</Text>}
      </Section>
      <Section title={words.funnel}>
        <Suspense fallback={<Loading height={240} />}>
          <FunnelChart progress={data} />
        </Suspense>
        <FunnelTable progress={data} />
        {unknown > 0 && <Text size="sm">{words.unknown(count(unknown))}</Text>}
        {reasons.length > 0 && (
          <Stack gap={4}>
            <Text size="sm" fw={600}>
              {words.failures}
            </Text>
            <List size="sm">
              {reasons.map(([reason, number]) => (
                <List.Item key={reason}>
                  <strong>{count(number)}</strong>: {inbox.status.reasons[reason] ?? reason}
                </List.Item>
              ))}
            </List>
          </Stack>
        )}
      </Section>
      {variants.length > 1 && (
        <Section title={words.variants}>
          <Suspense fallback={<Loading height={200} />}>
            <VariantsChart variants={variants} />
          </Suspense>
          <VariantsTable variants={variants} id={id} />
        </Section>
      )}
    </>
  );
}

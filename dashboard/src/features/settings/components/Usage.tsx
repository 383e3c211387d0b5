/** What this month has used of the plan. */

import { Group, Progress, Stack, Text } from "@mantine/core";

import type { Schemas } from "@/api/client";
import { ErrorState, Loading } from "@/components/states";
import { settings as words } from "@/words";

import { useUsage } from "../queries";
import { Section } from "@/components/Section";

const NEAR = 0.8;

export function Usage() {
  const { data, error, refetch } = useUsage();
  return (
    <Section title={words.usage}>
      {data ? (
        <>
          <Text size="sm" c="dimmed">
            {words.period(data.period)}
          </Text>
          {Object.entries(data.metrics)
            .filter(([name]) => name in words.metrics)
            .map(([name, metric]) => (
              <Metric key={name} label={words.metrics[name] ?? name} metric={metric} />
            ))}
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading height={120} />
      )}
    </Section>
  );
}

function Metric({ label, metric: { used, limit } }: { label: string; metric: Schemas["Metric"] }) {
  const share = limit ? used / limit : 0;
  const count = used.toLocaleString("en");
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{label}</Text>
        <Text size="sm" fw={600}>
          {limit === null ? count : words.of(count, limit.toLocaleString("en"))}
        </Text>
      </Group>
      {limit !== null && (
        <Progress value={Math.min(share, 1) * 100} color={share >= NEAR ? "red" : undefined} aria-label={label} />
      )}
      {limit !== null && share >= NEAR && (
        <Text size="sm" c="var(--mantine-color-error)">
          {share >= 1 ? words.atLimit : words.nearLimit}
        </Text>
      )}
    </Stack>
  );
}

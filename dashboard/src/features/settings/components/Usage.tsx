/** How much of the plan this month has used; the usage page shows the rest. */

import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";

import { count } from "@/components/format";
import { QuotaBar } from "@/components/QuotaBar";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { limitedOf, useUsage } from "@/session/usage";
import { settings as words, usage } from "@/words";

export function Usage() {
  const { data, error, refetch } = useUsage();
  if (!data) {
    return <Section title={words.usage}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />}</Section>;
  }
  return (
    <Section title={words.usage}>
      <Text size="sm" c="dimmed">
        {words.period(data.period)}
      </Text>
      {limitedOf(data).map(({ name, ...metric }) => {
        const label = usage.metrics[name] ?? name;
        const text = usage.of(count(metric.used), count(metric.limit));
        return (
          <Stack key={name} gap={6}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">{label}</Text>
              <Text size="sm" fw={600}>
                {text}
              </Text>
            </Group>
            <QuotaBar label={label} text={text} {...metric} />
            {metric.level > 0 && (
              <Text size="sm" c="var(--mantine-color-error)">
                {metric.level === 100 ? words.atLimit : words.nearLimit}
              </Text>
            )}
          </Stack>
        );
      })}
      <Anchor component={Link} to="/usage" size="sm">
        {words.allUsage}
      </Anchor>
    </Section>
  );
}

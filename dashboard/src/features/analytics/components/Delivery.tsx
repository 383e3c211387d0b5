/** How far messages came, and why some failed. */

import { Group, List, Stack, Text } from "@mantine/core";

import { Change } from "@/components/charts/Change";
import { count, percent } from "@/components/format";
import { Section } from "@/components/Section";
import { analytics } from "@/words";

import { change, type Details } from "../compare";
import { funnelOf, STAGES } from "../funnel";
import { BarTable } from "./BarTable";

const words = analytics.funnel;

export function Delivery({ now, then }: { now: Details; then: Details | null | undefined }) {
  const funnel = funnelOf(now.statuses);
  const earlier = then && funnelOf(then.statuses);
  const reasons = Object.entries(now.failures).sort(([, a], [, b]) => b - a);
  return (
    <Section title={words.title}>
      {funnel.written === 0 ? (
        <Text c="dimmed">{words.none}</Text>
      ) : (
        <>
          <BarTable
            label={words.title}
            head={words.stage}
            columns={[words.messages, words.share, ...(earlier ? [words.change] : [])]}
            bars={STAGES.map((stage) => ({
              id: stage,
              name: words.stages[stage],
              value: funnel[stage],
              color: "var(--app-chart-out)",
              cells: [
                count(funnel[stage]),
                percent(funnel[stage], funnel.written),
                ...(earlier ? [<Change key="change" share={change(funnel[stage], earlier[stage])} />] : []),
              ],
            }))}
          />
          {funnel.open > 0 && (
            <Text size="sm" c="dimmed">
              {words.open(count(funnel.open))}
            </Text>
          )}
          {funnel.failed > 0 && (
            <Stack gap={4}>
              <Group gap="xs">
                <Text size="sm" fw={600} c="var(--mantine-color-error)">
                  {words.failed(count(funnel.failed))}
                </Text>
                <Text size="sm" c="dimmed">
                  {percent(funnel.failed, funnel.written)}
                </Text>
              </Group>
              <List size="sm">
                {reasons.map(([reason, number]) => (
                  <List.Item key={reason}>
                    <strong>{count(number)}</strong> {words.reasons[reason] ?? reason}
                  </List.Item>
                ))}
              </List>
            </Stack>
          )}
        </>
      )}
    </Section>
  );
}

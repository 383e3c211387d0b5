/** What agents did in a range of days: in tiles, as charts, and day by day. */

import { Button, Group, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconChartBar, IconDownload } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useSearchParams } from "react-router";

import { saveFile } from "@/components/files";
import { Section } from "@/components/Section";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { agents } from "@/words";

import { asCsv } from "../../numbers";
import { type AgentNumbers, useAgents, useNumbers, useWorkspace } from "../../queries";
import { readDays, writeDays } from "../../range";
import { RangePicker } from "./RangePicker";
import { ReasonsTable, SumsTable, Tiles } from "./tables";

const words = agents.numbers;
// Charts are heavy, and the numbers stand below them.
const DayCharts = lazy(async () => ({ default: (await import("./charts")).DayCharts }));

export function Numbers() {
  const { data: workspace, error, refetch } = useWorkspace();
  if (!workspace) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return <Chosen zone={workspace.time_zone} />;
}

function Chosen({ zone }: { zone: string }) {
  const [search, setSearch] = useSearchParams();
  const [now] = useState(() => new Date());
  const { preset, days } = readDays(search, now, zone);
  const agent = search.get("agent") ?? "";
  const { data: all = [] } = useAgents();
  const { data, error, refetch } = useNumbers(days, agent);
  const choose = (next: URLSearchParams) => setSearch(next, { replace: true });
  return (
    <Stack gap="md">
      <Group align="flex-start" gap="sm">
        <RangePicker preset={preset} days={days} onChoose={(chosen) => choose(writeDays(search, chosen))} />
        <Select
          aria-label={words.agent}
          placeholder={words.allAgents}
          clearable
          w={{ base: "100%", sm: 220 }}
          value={agent || null}
          data={all.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            const next = new URLSearchParams(search);
            if (id) next.set("agent", id);
            else next.delete("agent");
            choose(next);
          }}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {words.zone(zone)} {words.priceNote}
      </Text>
      {data ? (
        <Shown numbers={data} names={new Map(all.map(({ id, name }) => [id, name]))} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading height="40dvh" />
      )}
    </Stack>
  );
}

function Shown({ numbers, names }: { numbers: AgentNumbers; names: ReadonlyMap<string, string> }) {
  const { total, days, by_agent: byAgent, first, last } = numbers;
  if (total.answers + total.hand_overs === 0) {
    return (
      <EmptyState icon={IconChartBar} title={words.noneTitle}>
        {words.none}
      </EmptyState>
    );
  }
  const download = () => saveFile(new Blob([asCsv(days)], { type: "text/csv" }), `ai-agents-${first}-${last}.csv`);
  return (
    <Stack gap="md">
      <Tiles total={total} />
      <Suspense fallback={<Loading height={300} />}>
        <DayCharts days={days} />
      </Suspense>
      {total.hand_overs > 0 && (
        <Section title={words.byReason}>
          <ReasonsTable total={total} />
        </Section>
      )}
      <SimpleGrid cols={1} spacing="md">
        <Section title={words.byAgent}>
          <SumsTable
            label={words.byAgent}
            head={words.agent}
            rows={Object.entries(byAgent).map(([id, sums]) => ({ id, name: names.get(id) ?? words.deletedAgent, sums }))}
          />
        </Section>
        <Section title={words.table}>
          <Group>
            <Button size="xs" variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
              {words.csv}
            </Button>
          </Group>
          <SumsTable
            label={words.table}
            head={words.day}
            rows={days.map((day) => ({ id: day.day, name: day.day, sums: day })).reverse()}
          />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}

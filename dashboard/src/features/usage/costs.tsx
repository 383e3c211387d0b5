/** The cost page: what a month cost to run, line by line, and the months beside each other. */

import { Code, Group, List, Paper, Select, Skeleton, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { lazy } from "react";
import { useSearchParams } from "react-router";

import type { Schemas } from "@/api/client";
import { Change } from "@/components/charts/Change";
import { ChartCard } from "@/components/charts/ChartCard";
import { money, shortMoney } from "@/components/format";
import { Page } from "@/components/Page";
import { Section } from "@/components/Section";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { useUsage } from "@/session/usage";
import { usage } from "@/words";

import { CostLines } from "./components/CostLines";
import { UsageTabs } from "./components/Tabs";
import { isMonth, monthBefore, monthName, monthsUntil } from "./months";
import { useCosts } from "./queries";
import { byService, SERVICES } from "./spending";
import classes from "./usage.module.css";

const words = usage.costs;
const SHOWN = 6;
const OFFERED = 12;
const HEIGHT = 220;
const COLORS = {
  whatsapp: "var(--app-chart-out)",
  model: "var(--app-chart-in)",
  firestore: "var(--app-chart-other)",
  tasks: "var(--app-chart-quiet)",
};
const MonthBars = lazy(async () => ({ default: (await import("@/components/charts/MonthBars")).MonthBars }));

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
        <Shown current={data.period} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Shown({ current }: { current: string }) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("month") ?? "";
  const month = isMonth(asked) && asked <= current ? asked : current;
  const offered = monthsUntil(current, OFFERED).reverse();
  const { data, error, refetch } = useCosts(monthsUntil(month, SHOWN));
  const [shown, earlier] = [data?.at(-1), data?.at(-2)];
  return (
    <Stack gap="md">
      <Paper withBorder p="lg" component="section" aria-label={words.total}>
        <Group justify="space-between" align="flex-start" gap="md">
          {shown ? <Total costs={shown} earlier={earlier} /> : <Skeleton h={72} w={240} />}
          <Select
            aria-label={words.month}
            w={190}
            allowDeselect={false}
            checkIconPosition="right"
            data={(offered.includes(month) ? offered : [...offered, month]).map((value) => ({ value, label: monthName(value) }))}
            value={month}
            onChange={(value) => value && setSearch(value === current ? {} : { month: value })}
          />
        </Group>
      </Paper>
      {data && shown ? (
        <>
          {data.some(({ total_micro_usd: total }) => total > 0) && <ByMonth costs={data} />}
          <Section title={words.lines}>
            <CostLines lines={shown.lines} total={shown.total_micro_usd} />
          </Section>
          <Section title={words.notes}>
            <List size="sm" spacing={6}>
              {shown.notes.map((note) => (
                <List.Item key={note}>{note.split("`").map((part, index) => (index % 2 ? <Code key={index}>{part}</Code> : part))}</List.Item>
              ))}
            </List>
          </Section>
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <Loading />
      )}
    </Stack>
  );
}

function Total({ costs, earlier }: { costs: Schemas["Costs"]; earlier: Schemas["Costs"] | undefined }) {
  const before = earlier?.total_micro_usd ?? 0;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {words.total}
      </Text>
      <div className={classes.quota}>
        <Text span className={classes.large}>
          {money(costs.total_micro_usd)}
        </Text>
        {!costs.is_open && before > 0 && <Change share={(costs.total_micro_usd - before) / before} />}
        {earlier && (
          <Text span size="sm" c="dimmed">
            {words.before(monthName(monthBefore(costs.month)), money(before))}
          </Text>
        )}
      </div>
      {costs.is_open && (
        <Text size="sm" c="dimmed">
          {words.open}
        </Text>
      )}
    </div>
  );
}

function ByMonth({ costs }: { costs: readonly Schemas["Costs"][] }) {
  const rows = costs.map(({ month, lines, total_micro_usd: total }) => ({ month, total, sums: byService(lines) }));
  return (
    <ChartCard
      title={words.chart}
      note={words.chartNote}
      height={HEIGHT}
      chart={
        <MonthBars
          height={HEIGHT}
          data={rows.map(({ month, sums }) => ({ name: monthName(month, "short"), ...sums }))}
          series={SERVICES.map((name) => ({ name, label: words.services[name] ?? name, color: COLORS[name] }))}
          format={money}
          formatAxis={shortMoney}
        />
      }
      columns={[
        { label: words.month, isText: true, of: ({ month }) => monthName(month) },
        ...SERVICES.map((name) => ({
          label: words.services[name] ?? name,
          of: ({ sums }: (typeof rows)[number]) => money(sums[name]),
        })),
        { label: words.total, of: ({ total }) => money(total) },
      ]}
      rows={rows}
    />
  );
}

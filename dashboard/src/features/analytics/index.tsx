/** The analytics page: what was written when, how far it came, how long people waited; beside the period before. */

import { Alert, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowLeft, IconChartBar, IconDownload } from "@tabler/icons-react";
import { useSearchParams } from "react-router";

import { sentence } from "@/api/problem";
import { saveFile } from "@/components/files";
import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { toWall } from "@/components/zoned";
import { analytics as words } from "@/words";

import { BusyHours } from "./components/BusyHours";
import { CampaignComparison } from "./components/CampaignComparison";
import { Delivery } from "./components/Delivery";
import { Messages } from "./components/Messages";
import { People } from "./components/People";
import { Channels, Writers } from "./components/Shares";
import { Tiles } from "./components/Tiles";
import { Times } from "./components/Times";
import { Toolbar } from "./components/Toolbar";
import { told } from "./compare";
import { useExport, useSeries, useWorkspace } from "./queries";
import { before, chosenOf, type Filter, filterOf, type Grain, grainOf, monthOf, type Range } from "./range";

const LONG_DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;

export function Component() {
  const { data, error, refetch } = useWorkspace();
  if (data) return <Shown zone={data.time_zone} />;
  return <Page title={words.title}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}</Page>;
}

function Shown({ zone }: { zone: string }) {
  const [search, setSearch] = useSearchParams();
  const today = toWall(new Date(), zone).slice(0, 10);
  const chosen = chosenOf(search, today);
  const filter = filterOf(search);
  const compares = search.get("compare") !== "no";
  const range = chosen.day ? { from: chosen.day, to: chosen.day } : chosen.range;
  const grain = grainOf(range);
  /** The address with some of its parts changed. */
  const withParts = (parts: Record<string, string | undefined>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(parts)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return next;
  };
  const days = (span: Range) => withParts({ ...span, range: undefined, day: undefined });
  const closer = (id: string) => (grain === "monthly" ? days(untilToday(monthOf(`${id}-01`), today)) : withParts({ day: id }));
  return (
    <Page title={words.title} lead={words.lead(zone)} actions={<ExportButton grain={grain} range={range} filter={filter} />}>
      <Toolbar
        chosen={{ ...chosen, range }}
        today={today}
        filter={filter}
        compares={compares}
        onPreset={(preset) => setSearch(withParts({ range: preset, from: undefined, to: undefined, day: undefined }))}
        onDays={(span) => setSearch(days(span))}
        onFilter={({ channel, author }) => setSearch(withParts({ channel, author }), { replace: true })}
        onCompare={(yes) => setSearch(withParts({ compare: yes ? undefined : "no" }), { replace: true })}
      />
      <Numbers
        grain={grain}
        range={range}
        filter={filter}
        compares={compares}
        back={chosen.day ? () => setSearch(withParts({ day: undefined })) : null}
        drillTo={grain === "hourly" ? null : (id) => `?${closer(id)}`}
        onDrill={(id) => setSearch(closer(id))}
        onAll={() => setSearch(withParts({ channel: undefined, author: undefined }), { replace: true })}
      />
    </Page>
  );
}

function untilToday({ from, to }: Range, today: string): Range {
  return { from, to: to < today ? to : today };
}

interface NumbersProps {
  grain: Grain;
  range: Range;
  filter: Filter;
  compares: boolean;
  /** Out of the hours of one day. */
  back: (() => void) | null;
  drillTo: ((id: string) => string) | null;
  onDrill: (id: string) => void;
  onAll: () => void;
}

function Numbers({ grain, range, filter, compares, back, drillTo, onDrill, onAll }: NumbersProps) {
  const earlier = before(range);
  const { data: now, error, refetch, isPlaceholderData } = useSeries(grain, range, filter);
  const { data: then } = useSeries(grain, earlier, filter, compares);
  if (!now) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={480} />;
  const old = compares ? then : undefined;
  const { totals } = now;
  const isDay = range.from === range.to;
  const last = now.items.at(-1);
  // Messages of today are as of this moment; what they were, as of its last roll-up.
  const countedAt = grain !== "hourly" && last?.is_open ? last.as_of : null;
  return (
    <Stack gap="md" aria-busy={isPlaceholderData} style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
      <Group gap="sm" justify="space-between" mih={30}>
        <Text fw={600}>{isDay ? told(range.from, LONG_DAY) : words.span(told(range.from), told(range.to))}</Text>
        {back ? (
          <Button variant="subtle" size="xs" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back}>
            {words.back}
          </Button>
        ) : (
          compares && (
            <Text size="sm" c="dimmed">
              {words.compareWith(told(earlier.from), told(earlier.to))}
            </Text>
          )
        )}
      </Group>
      <Tiles now={totals} then={old?.totals} />
      {totals.inbound + totals.outbound === 0 ? (
        <EmptyState icon={IconChartBar} title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      ) : (
        <Messages title={words.messages.title} now={now} then={old} drillTo={drillTo} onDrill={onDrill} />
      )}
      {totals.details ? (
        <>
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <Delivery now={totals.details} then={old?.totals.details} />
            <People now={now} />
            <Channels now={totals.details} then={old?.totals.details} />
            <Writers now={totals.details} then={old?.totals.details} />
            <Times title={words.times.first} note={words.times.firstNote} what="first_responses" now={now} then={old} />
            <Times title={words.times.resolution} note={words.times.resolutionNote} what="resolutions" now={now} then={old} />
          </SimpleGrid>
          {countedAt && (
            <Text size="sm" c="dimmed">
              {words.asOf(toWall(countedAt, now.time_zone).slice(11, 16))}
            </Text>
          )}
          <BusyHours range={range} />
          <CampaignComparison />
        </>
      ) : (
        <Alert color="gray" variant="light">
          <Group justify="space-between" gap="sm">
            {words.narrowed}
            <Button variant="default" size="xs" onClick={onAll}>
              {words.showAll}
            </Button>
          </Group>
        </Alert>
      )}
    </Stack>
  );
}

function ExportButton(what: { grain: Grain; range: Range; filter: Filter }) {
  const take = useExport();
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={take.isPending}
      onClick={() =>
        take.mutate(what, {
          onSuccess: (file) => saveFile(file, `messages-${what.grain}-${what.range.from}-${what.range.to}.csv`),
          onError: (error) => notifications.show({ color: "red", title: words.exportFailed, message: sentence(error) }),
        })
      }
    >
      {words.export}
    </Button>
  );
}

/** How long people waited, over time: for the first answer, and until their concern was settled. */

import { Text } from "@mantine/core";
import { lazy } from "react";

import { ChartCard } from "@/components/charts/ChartCard";
import { count, duration, roughly } from "@/components/format";
import { Section } from "@/components/Section";
import { analytics } from "@/words";

import { type Details, namesOf, type Period, pointsOf, type Series } from "../compare";

const words = analytics.times;
const HEIGHT = 200;
const TrendChart = lazy(async () => ({ default: (await import("@/components/charts/TrendChart")).TrendChart }));

interface TimesProps {
  title: string;
  note: string;
  what: keyof Pick<Details, "first_responses" | "resolutions">;
  now: Series;
  then: Series | undefined;
}

export function Times({ title, note, what, now, then }: TimesProps) {
  const average = (period: Period | undefined) => period?.details?.[what].average_s ?? null;
  const shown = (seconds: number | null) => (seconds === null ? "–" : duration(seconds));
  if (now.totals.details?.[what].count === 0) {
    return (
      <Section title={title}>
        <Text c="dimmed">{what === "first_responses" ? words.noFirst : words.noResolution}</Text>
      </Section>
    );
  }
  return (
    <ChartCard
      title={title}
      note={note}
      height={HEIGHT}
      chart={
        <TrendChart
          height={HEIGHT}
          points={pointsOf(now, then, { average })}
          series={[
            { name: "average", label: words.average, color: "var(--app-chart-out)", kind: "line" },
            ...(then ? [{ name: "averageBefore", label: words.averageBefore, color: "var(--app-chart-quiet)", kind: "before" } as const] : []),
          ]}
          format={duration}
          formatAxis={roughly}
        />
      }
      columns={[
        {
          label: analytics.messages.grains[now.grain],
          isText: true,
          of: ({ period }) => namesOf(period, now.grain, now.time_zone).title,
        },
        { label: words.average, of: ({ period }) => shown(average(period)) },
        { label: words.measured, of: ({ period }) => count(period.details?.[what].count ?? 0) },
        ...(then ? [{ label: words.averageBefore, of: ({ earlier }: Row) => shown(average(earlier)) }] : []),
      ]}
      rows={now.items.map((period, index): Row => ({ period, earlier: then?.items[index] }))}
    />
  );
}

interface Row {
  period: Period;
  earlier: Period | undefined;
}

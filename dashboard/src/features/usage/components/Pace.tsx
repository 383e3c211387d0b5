/** The month's messages day by day, with the way on at this pace. */

import { lazy } from "react";

import type { Schemas } from "@/api/client";
import { ChartCard } from "@/components/charts/ChartCard";
import type { Series } from "@/components/charts/TrendChart";
import { compact, count } from "@/components/format";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { toWall } from "@/components/zoned";
import { usage as words } from "@/words";

import { paceOf } from "../pace";
import { useDays } from "../queries";

const METRIC = "messages_out";
const HEIGHT = 240;
/** The limit is drawn once the month comes so near to it; farther, it would press the line to the ground. */
const DRAWN_FROM = 0.4;
const TrendChart = lazy(async () => ({ default: (await import("@/components/charts/TrendChart")).TrendChart }));

export function Pace({ usage }: { usage: Schemas["CurrentUsage"] }) {
  const { data, error, refetch } = useDays(usage.period, toWall(new Date(), usage.time_zone).slice(0, 10));
  const metric = usage.metrics[METRIC];
  if (!metric) return null;
  if (!data) {
    return <Section title={words.pace}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={HEIGHT} />}</Section>;
  }
  const { used, projected, limit } = metric;
  // What is written on the business's own phone uses nothing up.
  const days = data.items.map(({ outbound, details }) => outbound - (details?.authors.phone ?? 0));
  const points = paceOf(usage.period, days, used, projected);
  const isNear = limit !== null && Math.max(used, projected ?? 0) >= limit * DRAWN_FROM;
  const series: Series[] = [
    { name: "used", label: words.used, color: "var(--app-chart-out)" },
    ...(projected === null ? [] : [{ name: "projected", label: words.projection, color: "var(--app-chart-quiet)", kind: "before" } as const]),
  ];
  return (
    <ChartCard
      title={words.pace}
      note={words.paceNote}
      height={HEIGHT}
      chart={
        <TrendChart
          height={HEIGHT}
          points={points.map((point) => ({ ...point, label: dayName(point.id, "short"), title: dayName(point.id, "long") }))}
          series={series}
          format={count}
          formatAxis={compact}
          limit={isNear ? { value: limit, label: words.limit(count(limit)) } : undefined}
        />
      }
      columns={[
        { label: words.day, isText: true, of: ({ id }) => dayName(id, "long") },
        { label: words.used, of: ({ used: value }) => (value === null ? "–" : count(value)) },
        { label: words.projection, of: ({ projected: value }) => (value === null ? "–" : count(value)) },
      ]}
      rows={points}
    />
  );
}

function dayName(day: string, month: "short" | "long"): string {
  return new Intl.DateTimeFormat(undefined, { day: "numeric", month, timeZone: "UTC" }).format(new Date(`${day}T00:00Z`));
}

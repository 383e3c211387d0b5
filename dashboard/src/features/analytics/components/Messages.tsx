/** Messages over time, in and out; pressing a day shows its hours, a month its days. */

import { Anchor } from "@mantine/core";
import { lazy } from "react";
import { Link } from "react-router";

import { ChartCard } from "@/components/charts/ChartCard";
import type { Column } from "@/components/charts/DataTable";
import type { Series as Line } from "@/components/charts/TrendChart";
import { compact, count } from "@/components/format";
import { analytics } from "@/words";

import { namesOf, type Period, type Picks, pointsOf, type Series } from "../compare";

const words = analytics.messages;
const HEIGHT = 280;
const PICKS: Picks = {
  inbound: ({ inbound }) => inbound,
  outbound: ({ outbound }) => outbound,
  both: ({ inbound, outbound }) => inbound + outbound,
};
const TrendChart = lazy(async () => ({ default: (await import("@/components/charts/TrendChart")).TrendChart }));

interface MessagesProps {
  title: string;
  now: Series;
  then: Series | undefined;
  /** Where a period is looked at more closely; null where it cannot be. */
  drillTo: ((id: string) => string) | null;
  onDrill: (id: string) => void;
}

export function Messages({ title, now, then, drillTo, onDrill }: MessagesProps) {
  const bars: Line[] = [
    { name: "inbound", label: words.inbound, color: "var(--app-chart-in)", kind: "bar" },
    { name: "outbound", label: words.outbound, color: "var(--app-chart-out)", kind: "bar" },
  ];
  // Two more lines would be too many: the table tells both ways apart.
  const earlier: Line = { name: "bothBefore", label: words.bothBefore, color: "var(--app-chart-quiet)", kind: "before" };
  return (
    <ChartCard
      title={title}
      note={drillTo && words.drill[now.grain === "monthly" ? "monthly" : "daily"]}
      height={HEIGHT}
      chart={
        <TrendChart
          height={HEIGHT}
          points={pointsOf(now, then, PICKS)}
          series={then ? [...bars, earlier] : bars}
          format={count}
          formatAxis={compact}
          onPick={drillTo ? onDrill : undefined}
        />
      }
      columns={columnsOf(now, then, drillTo)}
      rows={now.items.map((period, index) => ({ period, earlier: then?.items[index] }))}
    />
  );
}

interface Row {
  period: Period;
  earlier: Period | undefined;
}

function columnsOf(now: Series, then: Series | undefined, drillTo: MessagesProps["drillTo"]): Column<Row>[] {
  const number = (label: string, of: (row: Row) => number | undefined): Column<Row> => ({
    label,
    of: (row) => {
      const value = of(row);
      return value === undefined ? "–" : count(value);
    },
  });
  return [
    {
      label: words.grains[now.grain],
      isText: true,
      of: ({ period }, isLinked) => {
        const { title } = namesOf(period, now.grain, now.time_zone);
        return drillTo && isLinked ? (
          <Anchor component={Link} to={drillTo(period.id)} size="sm">
            {title}
          </Anchor>
        ) : (
          title
        );
      },
    },
    number(words.inbound, ({ period }) => period.inbound),
    number(words.outbound, ({ period }) => period.outbound),
    ...(then
      ? [
          number(words.inboundBefore, ({ earlier }) => earlier?.inbound),
          number(words.outboundBefore, ({ earlier }) => earlier?.outbound),
        ]
      : []),
  ];
}

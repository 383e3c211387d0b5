/** How many different people wrote, and how many of them for the first time. */

import { lazy } from "react";

import { ChartCard } from "@/components/charts/ChartCard";
import { compact, count } from "@/components/format";
import { analytics } from "@/words";

import { namesOf, type Picks, pointsOf, type Series } from "../compare";

const words = analytics.people;
const HEIGHT = 200;
const PICKS: Picks = {
  active: ({ details }) => details?.active_contacts ?? null,
  fresh: ({ details }) => details?.new_contacts ?? null,
};
const TrendChart = lazy(async () => ({ default: (await import("@/components/charts/TrendChart")).TrendChart }));

/** Without the period before: people do not add up, so that no sums could be compared. */
export function People({ now }: { now: Series }) {
  return (
    <ChartCard
      title={words.title}
      note={words.note}
      height={HEIGHT}
      chart={
        <TrendChart
          height={HEIGHT}
          points={pointsOf(now, undefined, PICKS)}
          series={[
            { name: "active", label: words.active, color: "var(--app-chart-in)", kind: "bar" },
            { name: "fresh", label: words.fresh, color: "var(--app-chart-other)", kind: "line" },
          ]}
          format={count}
          formatAxis={compact}
        />
      }
      columns={[
        { label: analytics.messages.grains[now.grain], isText: true, of: (period) => namesOf(period, now.grain, now.time_zone).title },
        { label: words.active, of: ({ details }) => count(details?.active_contacts ?? 0) },
        { label: words.fresh, of: ({ details }) => count(details?.new_contacts ?? 0) },
      ]}
      rows={now.items}
    />
  );
}

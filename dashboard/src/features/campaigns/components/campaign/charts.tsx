/** The charts of a campaign. They repeat tables that stand below them, and are hidden from those who hear the page. */

import "@mantine/charts/styles.css";

import { BarChart } from "@mantine/charts";

import type { Schemas } from "@/api/client";
import { campaigns } from "@/words";

import { STAGES, stagesOf, variantOf } from "../../funnel";
import type { Progress } from "../../queries";

const words = campaigns.page;
const COLORS = { planned: "gray.5", sent: "brand.4", delivered: "brand.6", read: "brand.8", failed: "red.6", skipped: "yellow.6" };
// Without a stop for the keyboard: the table has the same numbers.
const QUIET = { accessibilityLayer: false } as const;

export function FunnelChart({ progress }: { progress: Progress }) {
  const stages = stagesOf(progress);
  const data = STAGES.map((stage) => ({ stage: words.funnelRows[stage], count: stages[stage], color: COLORS[stage] }));
  return (
    <div aria-hidden>
      <BarChart
        h={240}
        data={data}
        dataKey="stage"
        series={[{ name: "count", label: campaigns.review.count, color: "brand.6" }]}
        withTooltip={false}
        barProps={{ isAnimationActive: false }}
        barChartProps={QUIET}
        xAxisProps={{ interval: 0, tick: { fontSize: 11, fill: "currentColor" } }}
        yAxisProps={{ allowDecimals: false, width: 44 }}
      />
    </div>
  );
}

/** Shares, and not numbers: variants are compared, whoever has more people. */
export function VariantsChart({ variants }: { variants: readonly Schemas["VariantProgress"][] }) {
  const share = (part: number, of: number) => (of > 0 ? Math.round((part / of) * 1000) / 10 : 0);
  const data = variants.map(variantOf).map(({ id, messages, delivered, read, failed }) => ({
    variant: id.toUpperCase(),
    delivered: share(delivered, messages),
    read: share(read, messages),
    failed: share(failed, messages),
  }));
  return (
    <div aria-hidden>
      <BarChart
        h={220}
        data={data}
        dataKey="variant"
        unit=" %"
        withLegend
        legendProps={{ itemSorter: null }}
        withTooltip={false}
        barProps={{ isAnimationActive: false }}
        barChartProps={QUIET}
        yAxisProps={{ domain: [0, 100], width: 52 }}
        series={[
          { name: "delivered", label: words.funnelRows.delivered, color: "brand.4" },
          { name: "read", label: words.funnelRows.read, color: "brand.8" },
          { name: "failed", label: words.funnelRows.failed, color: "red.6" },
        ]}
      />
    </div>
  );
}

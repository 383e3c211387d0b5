/** The charts of what agents did. They repeat tables that stand below them, and are hidden from those who hear the page. */

import "@mantine/charts/styles.css";

import { BarChart, LineChart } from "@mantine/charts";
import { SimpleGrid } from "@mantine/core";

import { Section } from "@/components/Section";
import { price } from "@/components/spending";
import { agents } from "@/words";

import { chartRows } from "../../numbers";
import type { AgentNumbers } from "../../queries";

const words = agents.numbers;
// Without a stop for the keyboard: the table has the same numbers.
const QUIET = { accessibilityLayer: false } as const;
const TICKS = { tick: { fontSize: 11, fill: "currentColor" }, minTickGap: 24 } as const;

export function DayCharts({ days }: { days: AgentNumbers["days"] }) {
  const data = chartRows(days);
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <Section title={words.perDay}>
        <div aria-hidden>
          <BarChart
            h={240}
            data={data}
            dataKey="day"
            type="stacked"
            withLegend
            withTooltip={false}
            barProps={{ isAnimationActive: false }}
            barChartProps={QUIET}
            xAxisProps={TICKS}
            yAxisProps={{ allowDecimals: false, width: 44 }}
            series={[
              { name: "answers", label: words.answers, color: "brand.6" },
              { name: "handOvers", label: words.handOvers, color: "orange.6" },
            ]}
          />
        </div>
      </Section>
      <Section title={words.pricePerDay}>
        <div aria-hidden>
          <BarChart
            h={240}
            data={data}
            dataKey="day"
            withTooltip={false}
            barProps={{ isAnimationActive: false }}
            barChartProps={QUIET}
            xAxisProps={TICKS}
            yAxisProps={{ width: 72 }}
            valueFormatter={(usd) => price(usd * 1_000_000)}
            series={[{ name: "usd", label: words.price, color: "brand.4" }]}
          />
        </div>
      </Section>
      <Section title={words.latencyPerDay}>
        <div aria-hidden>
          <LineChart
            h={240}
            data={data}
            dataKey="day"
            unit=" s"
            withLegend
            withTooltip={false}
            connectNulls={false}
            lineProps={{ isAnimationActive: false }}
            lineChartProps={QUIET}
            xAxisProps={TICKS}
            yAxisProps={{ width: 52 }}
            series={[
              { name: "half", label: words.half, color: "brand.6" },
              { name: "most", label: words.most, color: "orange.6" },
            ]}
          />
        </div>
      </Section>
    </SimpleGrid>
  );
}

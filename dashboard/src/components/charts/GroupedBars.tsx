/** Shares of several things beside each other, as lying bars with long names. Loaded lazily, since charts are heavy. */

import "@mantine/charts/styles.css";

import { BarChart } from "@mantine/charts";

import { percent } from "@/components/format";

interface GroupedBarsProps {
  height: number;
  /** Each thing's name and its shares, from 0 to 100. */
  data: readonly ({ name: string } & Record<string, string | number>)[];
  series: readonly { name: string; label: string; color: string }[];
}

const LONGEST_NAME = 22;

const shareText = (share: number) => percent(share, 100);

export function GroupedBars({ height, data, series }: GroupedBarsProps) {
  return (
    <BarChart
      h={height}
      orientation="vertical"
      data={data.map((one) => ({ ...one }))}
      dataKey="name"
      series={series.map((one) => ({ ...one }))}
      valueFormatter={shareText}
      withLegend
      legendProps={{ verticalAlign: "bottom", itemSorter: null }}
      gridAxis="y"
      strokeDasharray="none"
      tooltipAnimationDuration={0}
      barProps={{ isAnimationActive: false, radius: [0, 3, 3, 0] }}
      maxBarWidth={12}
      barChartProps={{ accessibilityLayer: false, barGap: 2 }}
      xAxisProps={{ domain: [0, 100], tickFormatter: shareText }}
      yAxisProps={{
        width: 150,
        tickFormatter: (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name),
      }}
    />
  );
}

/** Sums that are made of parts, month by month, as stacked bars. Loaded lazily, since charts are heavy. */

import "@mantine/charts/styles.css";

import { BarChart } from "@mantine/charts";

interface MonthBarsProps {
  height: number;
  data: readonly ({ name: string } & Record<string, string | number>)[];
  series: readonly { name: string; label: string; color: string }[];
  format: (value: number) => string;
  /** On the axis, where there is less room. */
  formatAxis: (value: number) => string;
}

export function MonthBars({ height, data, series, format, formatAxis }: MonthBarsProps) {
  return (
    <BarChart
      h={height}
      type="stacked"
      data={data.map((one) => ({ ...one }))}
      dataKey="name"
      series={series.map((one) => ({ ...one }))}
      valueFormatter={format}
      withLegend
      legendProps={{ verticalAlign: "bottom", itemSorter: null }}
      gridAxis="x"
      strokeDasharray="none"
      tooltipAnimationDuration={0}
      barProps={{ isAnimationActive: false }}
      maxBarWidth={36}
      barChartProps={{ accessibilityLayer: false, margin: { top: 10, right: 4 } }}
      yAxisProps={{ width: 56, tickFormatter: formatAxis }}
    />
  );
}

/** Numbers over time, as lines or bars; those of the period before are a dashed line. Loaded lazily, since charts are heavy. */

import "@mantine/charts/styles.css";

import { ChartTooltip, CompositeChart, type CompositeChartSeries } from "@mantine/charts";
import { ReferenceLine } from "recharts";

export interface Point {
  id: string;
  /** On the axis. */
  label: string;
  /** Over the numbers of the point that is pointed at. */
  title: string;
  [series: string]: string | number | null;
}

export interface Series {
  name: string;
  label: string;
  color: string;
  /** Bars stand on each other. */
  kind?: "area" | "line" | "bar" | "before";
}

interface TrendChartProps {
  height: number;
  points: readonly Point[];
  series: readonly Series[];
  format: (value: number) => string;
  /** On the axis, where there is less room. */
  formatAxis?: (value: number) => string;
  /** What pressing a point does. */
  onPick?: (id: string) => void;
  /** A line across. */
  limit?: { value: number; label: string };
}

export function TrendChart({ height, points, series, format, formatAxis = format, onPick, limit }: TrendChartProps) {
  const shown = series.map(({ name, label, color, kind = "area" }): CompositeChartSeries => {
    if (kind === "before") return { name, label, color, type: "line", strokeDasharray: "4 4" };
    return { name, label, color, type: kind };
  });
  return (
    <CompositeChart
      h={height}
      data={points.map((point) => ({ ...point }))}
      dataKey="label"
      series={shown}
      curveType="monotone"
      withDots={points.length === 1}
      strokeWidth={2}
      withLegend={series.length > 1}
      legendProps={{ verticalAlign: "bottom", itemSorter: null }}
      gridAxis="x"
      strokeDasharray="none"
      areaProps={{ isAnimationActive: false, fillOpacity: 0.14 }}
      lineProps={{ isAnimationActive: false }}
      barProps={{ isAnimationActive: false, stackId: "all" }}
      maxBarWidth={28}
      connectNulls
      xAxisProps={{ minTickGap: 28, tickMargin: 8 }}
      yAxisProps={{ allowDecimals: false, width: 48, tickFormatter: formatAxis }}
      tooltipAnimationDuration={0}
      tooltipProps={{
        content: ({ active, payload, label }) =>
          active ? (
            <ChartTooltip
              label={(payload[0]?.payload as Point | undefined)?.title ?? label}
              payload={payload}
              series={shown}
              valueFormatter={format}
            />
          ) : null,
      }}
      composedChartProps={{
        // The table has the same numbers: no stop for the keyboard in what is hidden from those who hear the page.
        accessibilityLayer: false,
        margin: { top: 10, right: 4 },
        style: onPick && { cursor: "pointer" },
        onClick: ({ activeTooltipIndex }) => {
          const point = points[Number(activeTooltipIndex)];
          if (point && activeTooltipIndex != null) onPick?.(point.id);
        },
      }}
    >
      {limit && (
        <ReferenceLine
          y={limit.value}
          ifOverflow="extendDomain"
          stroke="var(--app-chart-bad)"
          strokeDasharray="6 4"
          label={{ value: limit.label, position: "insideTopLeft", fontSize: 12, fill: "var(--mantine-color-text)" }}
        />
      )}
    </CompositeChart>
  );
}

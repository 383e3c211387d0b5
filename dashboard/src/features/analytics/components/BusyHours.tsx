/** The heat map: when in the week people write. It is a table, coloured. */

import { Group, Paper, SegmentedControl, Text, Title, Tooltip, VisuallyHidden } from "@mantine/core";
import { useId, useState } from "react";

import { count } from "@/components/format";
import { ErrorState, Loading } from "@/components/states";
import { analytics } from "@/words";

import { busiestOf, type Heat, heatOf, HOURS, type Way } from "../heat";
import { useBusy } from "../queries";
import type { Range } from "../range";
import classes from "./analytics.module.css";

const words = analytics.busy;
/** The least that is told from nothing, in percent of the colour. */
const FAINTEST = 22;
const SHADES = [0, 0.25, 0.5, 0.75, 1];
/** The 1st of January 2024 was a Monday. */
const dayNamed = (format: "long" | "short") => (weekday: number) =>
  new Intl.DateTimeFormat(undefined, { weekday: format, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + weekday)));
const longDay = dayNamed("long");
const shortDay = dayNamed("short");
const clock = (hour: number) => `${String(hour % HOURS).padStart(2, "0")}:00`;

export function BusyHours({ range }: { range: Range }) {
  const id = useId();
  const [way, setWay] = useState<Way>("inbound");
  const { data, error, refetch } = useBusy(range);
  const heat = heatOf(data?.cells ?? [], way);
  const most = busiestOf(heat);
  const told = (weekday: number, hour: number, messages: number) =>
    [longDay(weekday), clock(hour), clock(hour + 1), words.messages(count(messages))] as const;
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <div>
          <Title order={2} size="h4" id={id}>
            {words.title}
          </Title>
          <Text size="sm" c="dimmed">
            {!data ? null : most ? words.most(...told(most.weekday, most.hour, most.messages)) : words.none}
          </Text>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={words.way}
          value={way}
          onChange={(value) => setWay(value)}
          data={[
            { value: "inbound", label: analytics.messages.inbound },
            { value: "outbound", label: analytics.messages.outbound },
          ]}
        />
      </Group>
      {data ? (
        <HeatTable heat={heat} most={most?.messages ?? 0} color={`var(--app-chart-${way === "inbound" ? "in" : "out"})`} told={told} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading height={200} />
      )}
    </Paper>
  );
}

interface HeatTableProps {
  heat: Heat;
  most: number;
  color: string;
  told: (weekday: number, hour: number, messages: number) => readonly [string, string, string, string];
}

function HeatTable({ heat, most, color, told }: HeatTableProps) {
  const [pointed, setPointed] = useState<string | null>(null);
  const shade = (share: number) =>
    share > 0 ? `color-mix(in srgb, ${color} ${FAINTEST + share * (100 - FAINTEST)}%, var(--mantine-color-body))` : "var(--app-chart-empty)";
  return (
    <>
      <Tooltip.Floating label={pointed} disabled={pointed === null}>
        <table className={classes.heat} aria-label={words.title} onMouseLeave={() => setPointed(null)}>
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>{words.weekday}</VisuallyHidden>
              </th>
              {Array.from({ length: HOURS }, (_, hour) => (
                <th key={hour} scope="col" className={classes.hour}>
                  {hour % 6 === 0 ? clock(hour) : <VisuallyHidden>{clock(hour)}</VisuallyHidden>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {heat.map((row, weekday) => (
              <tr key={weekday}>
                <th scope="row" abbr={longDay(weekday)}>
                  {shortDay(weekday)}
                </th>
                {row.map((messages, hour) => (
                  <td
                    key={hour}
                    className={classes.cell}
                    style={{ background: shade(most > 0 ? messages / most : 0) }}
                    onMouseEnter={() => setPointed(words.cell(...told(weekday, hour, messages)))}
                  >
                    <VisuallyHidden>{messages}</VisuallyHidden>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Tooltip.Floating>
      <div className={classes.scale} aria-hidden>
        {words.less}
        {SHADES.map((share) => (
          <span key={share} className={classes.swatch} style={{ background: shade(share) }} />
        ))}
        {words.more}
      </div>
    </>
  );
}

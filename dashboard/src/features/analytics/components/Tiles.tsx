/** The numbers that say most, each beside the period before. */

import { Paper, SimpleGrid, Text } from "@mantine/core";

import { Change } from "@/components/charts/Change";
import { count, percent, roughly } from "@/components/format";
import { analytics } from "@/words";

import { change, type Period } from "../compare";
import { funnelOf } from "../funnel";
import classes from "./analytics.module.css";

const words = analytics.tiles;

interface Tile {
  label: string;
  of: (period: Period) => number | null | undefined;
  format: (value: number) => string;
  better?: "up" | "down";
}

const TRAFFIC: readonly Tile[] = [
  { label: words.inbound, of: ({ inbound }) => inbound, format: count },
  { label: words.outbound, of: ({ outbound }) => outbound, format: count },
];
/** What is kept for all messages together only. */
const DETAILS: readonly Tile[] = [
  { label: words.delivered, of: deliveredShare, format: (share) => percent(share, 1), better: "up" },
  { label: words.first, of: ({ details }) => details?.first_responses.average_s, format: roughly, better: "down" },
  { label: words.resolution, of: ({ details }) => details?.resolutions.average_s, format: roughly, better: "down" },
  { label: words.contacts, of: ({ details }) => details?.new_contacts, format: count, better: "up" },
];

function deliveredShare({ details }: Period): number | null {
  const { written, delivered } = funnelOf(details?.statuses ?? {});
  return written > 0 ? delivered / written : null;
}

export function Tiles({ now, then }: { now: Period; then: Period | undefined }) {
  const tiles = now.details ? [...TRAFFIC, ...DETAILS] : TRAFFIC;
  return (
    <Paper withBorder component="section" aria-label={words.label} className={classes.tiles}>
      <SimpleGrid component="dl" cols={{ base: 2, sm: Math.min(tiles.length, 3), lg: tiles.length }} spacing={0} m={0}>
        {tiles.map(({ label, of, format, better }) => {
          const [value, earlier] = [of(now), then && of(then)];
          return (
            <div key={label} className={classes.tile}>
              <Text component="dt" size="sm" c="dimmed">
                {label}
              </Text>
              <dd className={classes.value}>
                {value == null ? words.none : format(value)} <Change share={change(value, earlier)} better={better} />
              </dd>
              {earlier != null && (
                <Text component="dd" m={0} size="xs" c="dimmed">
                  {words.before(format(earlier))}
                </Text>
              )}
            </div>
          );
        })}
      </SimpleGrid>
    </Paper>
  );
}

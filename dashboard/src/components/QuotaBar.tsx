/** How much of a limit is used, and how much will be at this pace. */

import { Progress } from "@mantine/core";

interface QuotaBarProps {
  label: string;
  /** What the bar says in words. */
  text: string;
  used: number;
  limit: number;
  projected?: number | null;
  level: 0 | 80 | 100;
}

const COLORS = { 0: "brand", 80: "yellow.6", 100: "red" } as const;

export function QuotaBar({ label, text, used, limit, projected, level }: QuotaBarProps) {
  const share = (value: number) => Math.min((value / limit) * 100, 100);
  const more = projected ? Math.max(share(projected) - share(used), 0) : 0;
  return (
    <Progress.Root size="lg">
      <Progress.Section
        value={share(used)}
        color={COLORS[level]}
        // Its own would say a percentage and no numbers.
        withAria={false}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share(used))}
        aria-valuetext={text}
      />
      {more > 0 && <Progress.Section value={more} color={COLORS[level]} opacity={0.3} withAria={false} />}
    </Progress.Root>
  );
}

/** Where a campaign is on its way. */

import { Badge } from "@mantine/core";

import { campaigns as words } from "@/words";

import type { CampaignStatus } from "../queries";

const COLORS: Record<CampaignStatus, string> = {
  draft: "gray",
  scheduled: "blue",
  planning: "blue",
  running: "teal",
  paused: "orange",
  done: "green",
  cancelled: "gray",
};

export function StatusBadge({ status }: { status: CampaignStatus }) {
  return (
    <Badge color={COLORS[status]} variant={COLORS[status] === "gray" ? "default" : "light"} style={{ flex: "none" }}>
      {words.status[status]}
    </Badge>
  );
}

/** What WhatsApp says about a template in one account. */

import { Badge, Tooltip } from "@mantine/core";

import type { Schemas } from "@/api/client";
import { templates as words } from "@/words";

export type Approval = Schemas["Approval"];

const COLORS: Record<string, string> = {
  approved: "green",
  pending: "yellow",
  in_appeal: "yellow",
  rejected: "red",
  paused: "orange",
  disabled: "red",
  limit_exceeded: "orange",
};
const QUALITY_COLORS: Record<string, string> = { green: "green", yellow: "yellow", red: "red" };

interface ApprovalBadgeProps {
  approval: Approval;
  /** The template's version now. */
  version: number;
  /** Whose account it is, where there are several. */
  account?: string;
}

export function ApprovalBadge({ approval, version, account }: ApprovalBadgeProps) {
  const { status = "unknown", quality = "unknown", reason = "", differs = false, submitted_version: submitted } = approval;
  const isOutdated = status === "approved" && (differs || submitted !== version);
  const text = [account, words.approval[status] ?? status].filter(Boolean).join(": ");
  return (
    <>
      <Tooltip label={reason} disabled={!reason} multiline maw={320}>
        <Badge color={COLORS[status] ?? "gray"} variant="light">
          {text}
        </Badge>
      </Tooltip>
      {isOutdated && (
        <Badge color="orange" variant="light">
          {differs ? words.differs : words.outdated}
        </Badge>
      )}
      {quality !== "unknown" && (
        <Tooltip label={words.qualityHint}>
          <Badge color={QUALITY_COLORS[quality] ?? "gray"} variant="dot">
            {words.quality[quality]}
          </Badge>
        </Tooltip>
      )}
    </>
  );
}

/** What people call a WhatsApp Business Account: its numbers. */
export function accountName(id: string, channels: readonly Schemas["ChannelView"][]): string {
  const names = channels.filter((channel) => channel.account_id === id).map(({ name }) => name);
  return names.length > 0 ? names.join(", ") : words.detail.account(id);
}

/** The WhatsApp Business Accounts of a workspace, each with a channel that leads to it. */
export function accountsOf(channels: readonly Schemas["ChannelView"][]): { id: string; channelId: string }[] {
  const found = new Map<string, string>();
  for (const { account_id: account, id, provider, status } of channels) {
    if (provider === "whatsapp" && account && status !== "disconnected" && !found.has(account)) found.set(account, id);
  }
  return [...found].map(([id, channelId]) => ({ id, channelId }));
}

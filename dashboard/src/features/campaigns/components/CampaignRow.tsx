/** One campaign of the list. */

import { Anchor, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { count } from "@/components/format";
import { campaigns as words } from "@/words";

import { useWhen } from "../queries";
import { CampaignMenu } from "./CampaignMenu";
import { StatusBadge } from "./StatusBadge";

interface CampaignRowProps {
  campaign: Schemas["CampaignView"];
  mayPrepare: boolean;
}

export function CampaignRow({ campaign, mayPrepare }: CampaignRowProps) {
  const { id, name, status, status_reason: reason, planned, handed, created_by: author } = campaign;
  const to = status === "draft" && mayPrepare ? `/campaigns/${id}/edit` : `/campaigns/${id}`;
  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs">
            <Title order={2} size="h5" style={{ overflowWrap: "anywhere" }}>
              <Anchor component={Link} to={to} inherit>
                {name}
              </Anchor>
            </Title>
            <StatusBadge status={status} />
          </Group>
          <Text size="sm" c="dimmed">
            {[storyOf(campaign, useWhen()), author && words.by(author)].filter(Boolean).join(" · ")}
          </Text>
          {reason && status === "paused" && (
            <Text size="sm" lineClamp={2}>
              {reason}
            </Text>
          )}
          {planned > 0 && (
            <Group gap="sm" wrap="nowrap">
              <Progress flex={1} value={(handed / planned) * 100} aria-label={words.page.progress} />
              <Text size="sm" style={{ flex: "none" }}>
                {words.handed(count(handed), count(planned))}
              </Text>
            </Group>
          )}
        </Stack>
        {mayPrepare && <CampaignMenu campaign={campaign} />}
      </Group>
    </Paper>
  );
}

function storyOf(campaign: Schemas["CampaignView"], when: (at: string) => string): string {
  const { status, timing, started_at: started, finished_at: finished, created_at: created } = campaign;
  if (finished) return words.finishedAt(when(finished));
  if (started) return words.startedAt(when(started));
  if (status === "scheduled" && timing.starts_at) return words.startsAt(when(timing.starts_at));
  return created ? words.createdAt(when(created)) : "";
}

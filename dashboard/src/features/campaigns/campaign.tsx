/** The page of one campaign: how far it is, what became of its messages, and who got them. */

import { Alert, Anchor, Button, Group, Stack } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft, IconClockHour4 } from "@tabler/icons-react";
import { Link, useParams } from "react-router";

import { Page } from "@/components/Page";
import { ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { campaigns as words } from "@/words";

import { About } from "./components/campaign/About";
import { Actions } from "./components/campaign/Actions";
import { Recipients } from "./components/campaign/Recipients";
import { Results } from "./components/campaign/Results";
import { StatusBadge } from "./components/StatusBadge";
import { type Campaign, useCampaign, useProgress, useWhen, useWorkspace } from "./queries";

export function Component() {
  const { campaignId = "" } = useParams();
  const { data, error, refetch } = useCampaign(campaignId);
  if (!data) {
    return (
      <Page title={words.title}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height="50dvh" />}
      </Page>
    );
  }
  return <Shown campaign={data} />;
}

function Shown({ campaign }: { campaign: Campaign }) {
  const { id, name } = campaign;
  const progress = useProgress(id);
  const mayPrepare = useMay("agent");
  const { data: workspace } = useWorkspace();
  const when = useWhen();
  // Progress is newer than the campaign, which is read once.
  const status = progress.data?.status ?? campaign.status;
  const reason = progress.data?.status_reason ?? campaign.status_reason;
  const code = progress.data?.status_code ?? campaign.status_code;
  return (
    <Page title={name} actions={<Actions campaign={campaign} status={status} failed={progress.data?.funnel.failed ?? 0} />}>
      <Stack gap="md">
        <Group gap="sm">
          <Anchor component={Link} to="/campaigns" size="sm">
            <Group component="span" gap={6}>
              <IconArrowLeft size={16} aria-hidden /> {words.wizard.allCampaigns}
            </Group>
          </Anchor>
          <StatusBadge status={status} />
        </Group>
        {status === "paused" && (
          <Alert
            role="alert"
            color="orange"
            variant="light"
            icon={<IconAlertTriangle aria-hidden />}
            title={code === "by_person" ? words.page.pausedByTitle : words.page.pausedTitle}
          >
            {reason}
          </Alert>
        )}
        {status === "scheduled" && campaign.timing.starts_at && (
          <Alert variant="light" color="blue" icon={<IconClockHour4 aria-hidden />}>
            {words.page.scheduledText(when(campaign.timing.starts_at))}
          </Alert>
        )}
        {status === "cancelled" && reason && <Alert variant="light">{reason}</Alert>}
        {status === "draft" ? (
          <Alert variant="light" color="blue">
            <Group justify="space-between">
              {words.page.draftText}
              {mayPrepare && (
                <Button component={Link} to={`/campaigns/${id}/edit`} size="xs">
                  {words.page.goOn}
                </Button>
              )}
            </Group>
          </Alert>
        ) : (
          <Results id={id} progress={progress} />
        )}
        <About campaign={campaign} zone={workspace?.time_zone ?? "UTC"} />
        {status !== "draft" && <Recipients id={id} variants={progress.data?.variants ?? []} outcome={JSON.stringify(progress.data?.funnel)} />}
      </Stack>
    </Page>
  );
}

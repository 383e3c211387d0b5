/** What can be done with a campaign, where it is now. */

import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";

import { sentence } from "@/api/problem";
import { count } from "@/components/format";
import { useMay } from "@/session/tenant";
import { campaigns, common } from "@/words";

import { type Campaign, type CampaignStatus, isMoving, useDeed, useRetry } from "../../queries";
import { CampaignMenu } from "../CampaignMenu";

const words = campaigns.page;

interface ActionsProps {
  campaign: Campaign;
  status: CampaignStatus;
  /** How many messages have failed. */
  failed: number;
}

export function Actions({ campaign, status, failed }: ActionsProps) {
  const mayPrepare = useMay("agent");
  const mayRun = useMay("admin");
  const [asking, setAsking] = useState<"cancel" | "retry" | null>(null);
  const deed = useDeed(campaign.id);
  const isLive = isMoving(status) || status === "scheduled" || status === "paused";
  const act = (what: "pause" | "resume", done: string) =>
    deed.mutate(what, {
      onSuccess: () => notifications.show({ color: "green", message: done }),
      onError: (error) => notifications.show({ color: "red", title: campaigns.failed, message: sentence(error) }),
    });
  return (
    <Group gap="xs">
      {mayPrepare && (status === "draft" || status === "scheduled") && (
        <Button component={Link} to={`/campaigns/${campaign.id}/edit`} variant="default" leftSection={<IconPencil size={18} aria-hidden />}>
          {campaigns.edit}
        </Button>
      )}
      {mayRun && isMoving(status) && (
        <Button leftSection={<IconPlayerPause size={18} aria-hidden />} loading={deed.isPending} onClick={() => act("pause", words.paused)}>
          {words.pause}
        </Button>
      )}
      {mayRun && status === "paused" && (
        <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} loading={deed.isPending} onClick={() => act("resume", words.resumed)}>
          {words.resume}
        </Button>
      )}
      {mayRun && failed > 0 && status !== "scheduled" && (
        <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setAsking("retry")}>
          {words.retry}
        </Button>
      )}
      {mayRun && isLive && (
        <Button variant="default" c="red" leftSection={<IconX size={18} aria-hidden />} onClick={() => setAsking("cancel")}>
          {words.cancel}
        </Button>
      )}
      {mayPrepare && <CampaignMenu campaign={{ ...campaign, status }} />}
      {asking === "cancel" && <CancelModal campaign={campaign} onClose={() => setAsking(null)} />}
      {asking === "retry" && <RetryModal id={campaign.id} failed={failed} onClose={() => setAsking(null)} />}
    </Group>
  );
}

function CancelModal({ campaign: { id, name }, onClose }: { campaign: Campaign; onClose: () => void }) {
  const deed = useDeed(id);
  const onSuccess = () => {
    notifications.show({ message: words.cancelled });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.cancelTitle(name)} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.cancelText}</Text>
        {deed.isError && <Refused error={deed.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {words.cancelKeep}
          </Button>
          <Button color="red" loading={deed.isPending} onClick={() => deed.mutate("cancel", { onSuccess })}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function RetryModal({ id, failed, onClose }: { id: string; failed: number; onClose: () => void }) {
  const retry = useRetry(id);
  const onSuccess = () => {
    notifications.show({ color: "green", message: words.retried });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.retryTitle} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.retryText(count(failed))}</Text>
        {retry.isError && <Refused error={retry.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button loading={retry.isPending} onClick={() => retry.mutate(undefined, { onSuccess })}>
            {words.retry}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Refused({ error }: { error: unknown }) {
  return (
    <Alert role="alert" color="red" variant="light">
      {sentence(error)}
    </Alert>
  );
}

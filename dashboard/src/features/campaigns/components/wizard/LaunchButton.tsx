/** Launches the campaign, after asking. */

import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconRocket } from "@tabler/icons-react";
import { useNavigate } from "react-router";

import { sentence } from "@/api/problem";
import { count, dateTime } from "@/components/format";
import { useMay } from "@/session/tenant";
import { campaigns, common } from "@/words";

import { type Campaign, useDeed } from "../../queries";

const words = campaigns.review;

interface LaunchButtonProps {
  campaign: Campaign;
  zone: string;
  /** Whether a dry run of what is saved said that somebody gets a message. */
  isReady: boolean;
  flush: () => Promise<void>;
}

export function LaunchButton({ campaign, zone, isReady, flush }: LaunchButtonProps) {
  const mayLaunch = useMay("admin");
  const [asking, { open, close }] = useDisclosure(false);
  const deed = useDeed(campaign.id, flush);
  const navigate = useNavigate();
  const startsAt = campaign.timing.starts_at ?? null;
  const label = startsAt ? words.scheduleIt : words.launch;
  if (campaign.status !== "draft") return null;
  if (!mayLaunch) return <Text size="sm">{words.needAdmin}</Text>;
  const launch = () =>
    deed.mutate("launch", {
      onSuccess: ({ status }) => {
        notifications.show({ color: "green", message: status === "scheduled" ? words.scheduled : words.launched });
        void navigate(`/campaigns/${campaign.id}`);
      },
    });
  const number = count(campaign.dry_run?.sendable ?? 0);
  const text = !campaign.dry_run?.complete
    ? words.launchUncounted
    : startsAt
      ? words.launchLater(number, dateTime(startsAt, zone))
      : words.launchText(number);
  return (
    <>
      <Button leftSection={<IconRocket size={18} aria-hidden />} disabled={!isReady} onClick={open}>
        {label}
      </Button>
      <Modal opened={asking} onClose={close} title={words.launchTitle(campaign.name)} closeButtonProps={{ "aria-label": common.close }}>
        <Stack>
          <Text size="sm">{text}</Text>
          {deed.isError && (
            <Alert role="alert" color="red" variant="light">
              {sentence(deed.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {common.cancel}
            </Button>
            <Button leftSection={<IconRocket size={18} aria-hidden />} loading={deed.isPending} onClick={launch}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

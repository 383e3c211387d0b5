/** The link to a Google Drive: whose it is, how full, what is wrong with it, and making or ending it. */

import { Alert, Button, Group, Modal, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBrandGoogleDrive } from "@tabler/icons-react";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { bytes, dateTime } from "@/components/format";
import { Fact, Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { backups, common } from "@/words";

import { useDeeds, useDrive } from "../queries";

const words = backups.drive;
const NEAR = 0.9;

export function DriveCard() {
  const { data, error, refetch } = useDrive();
  return (
    <Section title={words.title}>
      {data ? <Shown drive={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />}
    </Section>
  );
}

function Shown({ drive }: { drive: Schemas["DriveView"] }) {
  const mayLink = useMay("admin");
  const isLinked = drive.status !== "not_connected";
  return (
    <>
      {isLinked ? <Facts drive={drive} /> : <Text>{words.none}</Text>}
      {drive.status === "refused" && (
        <Alert color="red" role="alert" variant="light" title={words.refused}>
          {drive.trouble}
        </Alert>
      )}
      {drive.status === "connected" && drive.expires_at && (
        <Alert color="yellow" variant="light" title={words.ends(dateTime(drive.expires_at))}>
          {words.endsText}
        </Alert>
      )}
      {drive.status !== "connected" && (
        <Text size="sm" c="dimmed">
          {words.explain}
        </Text>
      )}
      {mayLink && <Buttons drive={drive} />}
    </>
  );
}

function Facts({ drive }: { drive: Schemas["DriveView"] }) {
  const { email, connected_at: at, connected_by: by, space } = drive;
  const share = space?.limit_bytes ? space.used_bytes / space.limit_bytes : 0;
  return (
    <>
      <Fact label={words.account}>{email}</Fact>
      {at && (
        <Text size="sm" c="dimmed">
          {words.by(by ?? "", dateTime(at))}
        </Text>
      )}
      {space && (
        <Stack gap={6}>
          <Text size="sm">
            {space.limit_bytes === null
              ? words.spaceOpen(bytes(space.used_bytes))
              : words.spaceOf(bytes(space.used_bytes), bytes(space.limit_bytes))}
          </Text>
          {space.limit_bytes !== null && (
            <Progress value={Math.min(share, 1) * 100} color={share > NEAR ? "red" : undefined} aria-label={words.space} />
          )}
        </Stack>
      )}
    </>
  );
}

function Buttons({ drive }: { drive: Schemas["DriveView"] }) {
  const { connect } = useDeeds();
  const [asking, setAsking] = useState(false);
  const isLinked = drive.status !== "not_connected";
  const go = () =>
    connect.mutate(undefined, {
      onError: (error) => notifications.show({ color: "red", title: backups.failed, message: sentence(error) }),
    });
  const isUrgent = drive.status !== "connected";
  return (
    <Group gap="sm">
      <Button
        variant={isUrgent ? "filled" : "default"}
        leftSection={<IconBrandGoogleDrive size={18} aria-hidden />}
        loading={connect.isPending || connect.isSuccess}
        onClick={go}
      >
        {isLinked ? words.reconnect : words.connect}
      </Button>
      {isLinked && (
        <Button variant="default" onClick={() => setAsking(true)}>
          {words.disconnect}
        </Button>
      )}
      {asking && <DisconnectModal onClose={() => setAsking(false)} />}
    </Group>
  );
}

function DisconnectModal({ onClose }: { onClose: () => void }) {
  const { disconnect } = useDeeds();
  const onSuccess = () => {
    notifications.show({ message: words.disconnected });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.disconnectTitle} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.disconnectText}</Text>
        {disconnect.error && (
          <Alert role="alert" color="red">
            {sentence(disconnect.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red.9" loading={disconnect.isPending} onClick={() => disconnect.mutate(undefined, { onSuccess })}>
            {words.disconnect}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

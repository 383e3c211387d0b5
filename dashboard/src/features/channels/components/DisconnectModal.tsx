/** Asks before a channel is disconnected. */

import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

import { sentence } from "@/api/problem";
import { common, channels as words } from "@/words";

import { type Channel, useDisconnect } from "../queries";

interface Props {
  channel: Channel;
  opened: boolean;
  onClose: () => void;
}

export function DisconnectModal({ channel: { id, name }, opened, onClose }: Props) {
  const disconnect = useDisconnect(id);
  const run = () =>
    disconnect.mutate(undefined, { onSuccess: () => notifications.show({ message: words.disconnected(name) }) });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.disconnectTitle(name)}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <Stack>
        <Text>{words.disconnectText}</Text>
        {disconnect.error && (
          <Alert role="alert" color="red">
            {sentence(disconnect.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red.9" loading={disconnect.isPending} onClick={run}>
            {words.disconnect}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

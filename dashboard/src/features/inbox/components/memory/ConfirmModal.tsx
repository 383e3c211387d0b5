/** Asks before something is forgotten for good. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";

import { common } from "@/words";

interface ConfirmModalProps {
  opened: boolean;
  title: string;
  text: string;
  action: string;
  isPending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

export function ConfirmModal({ opened, title, text, action, isPending, onClose, onConfirm }: ConfirmModalProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {text}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red" loading={isPending} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks before something is forgotten for good. */

import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";

import { common } from "@/words";

interface ConfirmModalProps {
  opened: boolean;
  title: string;
  text: string;
  action: string;
  /** What is to be ticked first, where much is lost. */
  insists?: string;
  isPending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

export function ConfirmModal({ opened, title, text, action, insists, isPending, onClose, onConfirm }: ConfirmModalProps) {
  const [isSure, setIsSure] = useState(false);
  return (
    <Modal opened={opened} onClose={onClose} onExitTransitionEnd={() => setIsSure(false)} title={title} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {text}
        </Text>
        {insists && (
          <Checkbox label={insists} checked={isSure} onChange={(event) => setIsSure(event.currentTarget.checked)} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red" loading={isPending} disabled={Boolean(insists) && !isSure} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

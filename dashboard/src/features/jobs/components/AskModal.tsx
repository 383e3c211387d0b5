/** Asks before something is done that many feel. */

import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";

import { sentence } from "@/api/problem";
import { common } from "@/words";

interface AskModalProps {
  title: string;
  text: string;
  /** What the button says that does it, and the one that does not. */
  yes: string;
  no?: string;
  isBusy: boolean;
  error: unknown;
  onYes: () => void;
  onClose: () => void;
}

export function AskModal({ title, text, yes, no = common.cancel, isBusy, error, onYes, onClose }: AskModalProps) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{text}</Text>
        {Boolean(error) && (
          <Alert role="alert" color="red">
            {sentence(error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {no}
          </Button>
          <Button loading={isBusy} onClick={onYes}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

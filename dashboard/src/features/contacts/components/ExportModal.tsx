/** Takes along whom the list shows, as a file. */

import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";

import { sentence } from "@/api/problem";
import { count } from "@/components/format";
import { common, contacts } from "@/words";

import { type Export, useExport } from "../exportQueries";

const words = contacts.export;

interface ExportModalProps {
  wanted: Export;
  isNarrowed: boolean;
  onClose: () => void;
}

export function ExportModal({ wanted, isNarrowed, onClose }: ExportModalProps) {
  const { mutate, isPending, error, contacts: found } = useExport(wanted);
  const start = () =>
    mutate(undefined, {
      onSuccess: (all) => {
        notifications.show({ color: "green", message: words.done(count(all)) });
        onClose();
      },
    });
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        {error && (
          <Alert color="red" role="alert">
            {sentence(error)}
          </Alert>
        )}
        <Text size="sm">{isNarrowed ? words.narrowed : words.everybody}</Text>
        <Text size="sm" c="dimmed">
          {words.again}
        </Text>
        <Text size="sm" role="status">
          {found > 0 && words.soFar(count(found))}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button data-autofocus leftSection={<IconDownload size={18} aria-hidden />} loading={isPending} onClick={start}>
            {error && found > 0 ? words.goOn : words.start}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

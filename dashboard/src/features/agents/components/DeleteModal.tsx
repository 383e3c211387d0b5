/** The question whether an agent is to be deleted. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

import { sentence } from "@/api/problem";
import { agents as words, common } from "@/words";

import type { Agent } from "../draft";
import { useDelete } from "../queries";

interface DeleteModalProps {
  agent: Pick<Agent, "id" | "name">;
  opened: boolean;
  onClose: () => void;
}

export function DeleteModal({ agent: { id, name }, opened, onClose }: DeleteModalProps) {
  const remove = useDelete(id);
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notifications.show({ message: words.deleted(name) });
      },
      onError: (error) => notifications.show({ color: "red", title: words.deleteFailed, message: sentence(error) }),
    });
  return (
    <Modal opened={opened} onClose={onClose} title={words.deleteTitle(name)} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.deleteText}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={confirm}>
            {words.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

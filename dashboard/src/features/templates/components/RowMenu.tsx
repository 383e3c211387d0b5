/** What can be done with a template: duplicate, archive, delete. */

import { ActionIcon, Alert, Button, Group, Menu, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconArchive, IconCopy, IconDots, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";

import { sentence } from "@/api/problem";
import { common, templates as words } from "@/words";

import type { Template } from "../draft";
import { useArchive, useDelete } from "../queries";

interface RowMenuProps {
  template: Pick<Template, "id" | "name" | "archived">;
  mayChange: boolean;
  /** Leads away from the page of a template that is gone. */
  afterDelete?: string;
}

export function RowMenu({ template: { id, name, archived }, mayChange, afterDelete }: RowMenuProps) {
  const archive = useArchive();
  const [deleting, { open, close }] = useDisclosure(false);
  if (!mayChange) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={words.moreOf(name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={`/templates/new?from=${id}`} leftSection={<IconCopy size={16} aria-hidden />}>
            {words.duplicate}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArchive size={16} aria-hidden />}
            onClick={() =>
              archive.mutate(
                { id, archived: !archived },
                { onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }) },
              )
            }
          >
            {archived ? words.unarchive : words.archive}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {deleting && <DeleteModal id={id} name={name} onClose={close} afterDelete={afterDelete} />}
    </>
  );
}

interface DeleteModalProps {
  id: string;
  name: string;
  onClose: () => void;
  afterDelete: string | undefined;
}

function DeleteModal({ id, name, onClose, afterDelete }: DeleteModalProps) {
  const remove = useDelete();
  const navigate = useNavigate();
  const onSuccess = () => {
    notifications.show({ color: "green", message: words.deleted(name) });
    onClose();
    if (afterDelete) void navigate(afterDelete);
  };
  return (
    <Modal opened onClose={onClose} title={words.deleteTitle(name)} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.deleteText}</Text>
        {remove.isError && (
          <Alert role="alert" color="red" variant="light" title={words.deleteRefused}>
            {sentence(remove.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(id, { onSuccess })}>
            {words.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

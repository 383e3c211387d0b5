/** What can be done with any campaign: duplicating it; and a draft can be deleted. */

import { ActionIcon, Alert, Button, Group, Menu, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconDots, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "react-router";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { campaigns as words, common } from "@/words";

import { useDelete, useDuplicate } from "../queries";

export function CampaignMenu({ campaign: { id, name, status } }: { campaign: Pick<Schemas["CampaignView"], "id" | "name" | "status"> }) {
  const duplicate = useDuplicate();
  const remove = useDelete();
  const navigate = useNavigate();
  const [deleting, { open, close }] = useDisclosure(false);
  const copy = () =>
    duplicate.mutate(id, {
      onSuccess: (made) => void navigate(`/campaigns/${made.id}/edit`),
      onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
    });
  const onDeleted = () => {
    notifications.show({ color: "green", message: words.deleted(name) });
    close();
    void navigate("/campaigns");
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={words.moreOf(name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
            {words.duplicate}
          </Menu.Item>
          {status === "draft" && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
              {words.delete}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={deleting} onClose={close} title={words.deleteTitle(name)} closeButtonProps={{ "aria-label": common.close }}>
        <Stack>
          <Text size="sm">{words.deleteText}</Text>
          {remove.isError && (
            <Alert role="alert" color="red" variant="light">
              {sentence(remove.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {common.cancel}
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(id, { onSuccess: onDeleted })}>
              {words.delete}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

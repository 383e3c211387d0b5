/** Gives a channel another name. */

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type SyntheticEvent, useState } from "react";

import { fieldErrors, sentence } from "@/api/problem";
import { common, channels as words } from "@/words";

import { type Channel, useChange } from "../queries";

interface Props {
  channel: Channel;
  opened: boolean;
  onClose: () => void;
}

export function RenameModal({ channel, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.rename} closeButtonProps={{ "aria-label": common.close }}>
      <RenameForm channel={channel} onClose={onClose} />
    </Modal>
  );
}

function RenameForm({ channel, onClose }: Omit<Props, "opened">) {
  const [name, setName] = useState(channel.name);
  const change = useChange(channel.id);
  const fault = change.error ? (fieldErrors(change.error, ["name"]).name ?? sentence(change.error)) : null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      notifications.show({ message: words.renamed });
      onClose();
    };
    change.mutate({ name }, { onSuccess });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={words.form.name}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          maxLength={80}
          error={fault}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={!name.trim()} loading={change.isPending}>
            {common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

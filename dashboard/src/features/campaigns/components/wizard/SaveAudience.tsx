/** Keeps a filter under a name, for other campaigns too. */

import { Button, Group, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { useState } from "react";

import { sentence } from "@/api/problem";
import { campaigns as words, common } from "@/words";

import { type AudienceFilter, countRules } from "../../audience";
import { useSaveAudience } from "../../audienceQueries";

export function SaveAudience({ filter, onSaved }: { filter: AudienceFilter; onSaved: (id: string) => void }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [name, setName] = useState("");
  const save = useSaveAudience();
  if (countRules(filter) === 0) return null;
  const keep = () =>
    save.mutate(
      { name: name.trim(), filter },
      {
        onSuccess: (audience) => {
          notifications.show({ color: "green", message: words.audience.savedAs(audience.name) });
          close();
          onSaved(audience.id);
        },
        onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
      },
    );
  if (!opened) {
    return (
      <Button variant="default" size="xs" w="fit-content" leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={open}>
        {words.audience.save}
      </Button>
    );
  }
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={words.audience.saveName}
        flex={1}
        miw={160}
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && name.trim()) keep();
        }}
      />
      <Button variant="default" onClick={close}>
        {common.cancel}
      </Button>
      <Button disabled={!name.trim()} loading={save.isPending} onClick={keep}>
        {common.save}
      </Button>
    </Group>
  );
}

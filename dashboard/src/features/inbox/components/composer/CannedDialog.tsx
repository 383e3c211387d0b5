/** Where canned replies are written. */

import { ActionIcon, Alert, Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { ApiError, sentence } from "@/api/problem";
import { common, inbox } from "@/words";

import { type Canned, type CannedReplies, useSaveCanned } from "../../canned";

const words = inbox.canned;
const MOST = 200;
const SHORTCUT = /^[\p{L}\p{N}_-]{1,24}$/u;

interface CannedDialogProps {
  canned: CannedReplies;
  onClose: () => void;
}

export function CannedDialog({ canned, onClose }: CannedDialogProps) {
  // The version that is edited; what others save meanwhile is only taken when it is asked for.
  const [version, setVersion] = useState(canned.version);
  const saving = useSaveCanned();
  const form = useForm<{ items: Canned[] }>({
    initialValues: { items: canned.items.map((one) => ({ ...one })) },
    validate: {
      items: {
        shortcut: (value, { items }) => {
          if (!SHORTCUT.test(value)) return words.need.shortcut;
          const same = items.filter(({ shortcut }) => shortcut.toLowerCase() === value.toLowerCase());
          return same.length > 1 ? words.need.taken : null;
        },
        text: (value) => (value.trim() ? null : words.need.text),
      },
    },
  });
  const { items } = form.getValues();
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      size="lg"
      closeButtonProps={{ "aria-label": common.close }}
    >
      <form
        onSubmit={form.onSubmit(({ items }) => saving.mutate({ items, version }, { onSuccess: onClose }))}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {words.lead}
          </Text>
          {saving.error !== null && (
            <Alert color="red" role="alert" title={words.notSaved}>
              <Text size="sm">{sentence(saving.error)}</Text>
              {saving.error instanceof ApiError && saving.error.status === 409 && canned.version !== version && (
                <Button
                  mt="xs"
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    form.setValues({ items: canned.items.map((one) => ({ ...one })) });
                    setVersion(canned.version);
                    saving.reset();
                  }}
                >
                  {words.showTheirs}
                </Button>
              )}
            </Alert>
          )}
          {items.map((one, at) => (
            <Group key={at} align="flex-start" gap="xs" wrap="nowrap">
              <Stack gap="xs" flex={1}>
                <TextInput
                  label={words.shortcut}
                  leftSection="/"
                  maxLength={24}
                  {...form.getInputProps(`items.${at}.shortcut`)}
                />
                <Textarea
                  label={words.text}
                  autosize
                  minRows={2}
                  maxRows={6}
                  maxLength={4096}
                  {...form.getInputProps(`items.${at}.text`)}
                />
              </Stack>
              <ActionIcon
                variant="subtle"
                color="red"
                mt={26}
                size={36}
                aria-label={words.remove(one.shortcut)}
                onClick={() => form.removeListItem("items", at)}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <Group justify="space-between">
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={items.length >= MOST}
              onClick={() => form.insertListItem("items", { shortcut: "", text: "" })}
            >
              {words.add}
            </Button>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {common.cancel}
              </Button>
              <Button type="submit" loading={saving.isPending}>{common.save}</Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

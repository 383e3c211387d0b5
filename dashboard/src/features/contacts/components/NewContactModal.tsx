/** Makes a contact of somebody who has not written yet. */

import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "react-router";

import { fieldErrors, sentence } from "@/api/problem";
import { useChannels } from "@/features/campaigns/queries";
import { common, contacts } from "@/words";

import { useCreateContact } from "../queries";

const words = contacts.create;
const FIELDS = ["channel_id", "address", "name"] as const;

export function NewContactModal({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { data: channels } = useChannels();
  const create = useCreateContact();
  const form = useForm({ initialValues: { channel_id: "", address: "", name: "" } });
  // Most people know a phone number, hardly anybody the id of a chat.
  const usual = channels?.find(({ provider }) => provider === "whatsapp") ?? channels?.[0];
  const chosen = [form.values.channel_id, usual?.id].find(Boolean) ?? "";
  const submit = form.onSubmit((values) =>
    create.mutate(
      { ...values, channel_id: chosen, tags: [], attributes: {} },
      {
        onSuccess: ({ id, name }) => {
          notifications.show({ color: "green", message: words.created(name) });
          void navigate(`/contacts/${id}`);
        },
        onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
      },
    ),
  );
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": common.close }}>
      {channels?.length === 0 ? (
        <Text size="sm">{words.noChannel}</Text>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            {create.error && Object.keys(form.errors).length === 0 && (
              <Alert color="red" role="alert">
                {sentence(create.error)}
              </Alert>
            )}
            <Select
              {...form.getInputProps("channel_id")}
              label={words.channel}
              description={words.channelHint}
              allowDeselect={false}
              data={(channels ?? []).map(({ id, name, provider }) => ({ value: id, label: `${name} (${common.providers[provider]})` }))}
              value={chosen || null}
            />
            <TextInput
              {...form.getInputProps("address")}
              label={words.address}
              description={words.addressHint}
              required
              maxLength={140}
              data-autofocus
            />
            <TextInput {...form.getInputProps("name")} label={words.name} description={words.nameHint} maxLength={200} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {common.cancel}
              </Button>
              <Button type="submit" loading={create.isPending} disabled={!chosen || !form.values.address.trim()}>
                {words.create}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

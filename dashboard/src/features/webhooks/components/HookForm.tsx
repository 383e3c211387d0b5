/** Adding a webhook, and changing what it is called, where it leads and what it is told of. */

import { Alert, Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";

import { newKey } from "@/api/client";
import { fieldErrors, sentence } from "@/api/problem";
import { common, webhooks as words } from "@/words";

import { type EventType, useDeeds, useMake, type Wanted, type Webhook } from "../queries";
import { SecretShown } from "./SecretShown";

const FIELDS = ["name", "url", "events"] as const;
const TYPES = Object.keys(words.types).filter((type) => type !== "webhook.test") as EventType[];
const AT_FIRST: EventType[] = ["message.received", "message.sent", "message.status", "message.failed"];

export function AddModal({ onClose }: { onClose: () => void }) {
  const make = useMake();
  // The same for the same wish: who lost the answer gets the secret, and no second webhook.
  const [key, setKey] = useState(newKey);
  if (make.data) return <SecretShown value={make.data.secret} onClose={onClose} />;
  return (
    <Form
      title={words.add}
      yes={words.add}
      initial={{ name: "", url: "", events: AT_FIRST }}
      isBusy={make.isPending}
      error={make.error}
      onChange={() => setKey(newKey())}
      onSend={(body, onError) => make.mutate({ body, key }, { onError })}
      onClose={onClose}
    />
  );
}

export function EditModal({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const { change } = useDeeds(hook.id);
  return (
    <Form
      title={words.editTitle(hook.name)}
      yes={words.save}
      initial={{ name: hook.name, url: hook.url, events: hook.events }}
      isBusy={change.isPending}
      error={change.error}
      onSend={(wanted, onError) => change.mutate(wanted, { onError, onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

interface FormProps {
  title: string;
  yes: string;
  initial: Wanted;
  isBusy: boolean;
  error: unknown;
  onChange?: () => void;
  onSend: (wanted: Wanted, onError: (error: unknown) => void) => void;
  onClose: () => void;
}

function Form({ title, yes, initial, isBusy, error, onChange, onSend, onClose }: FormProps) {
  const form = useForm<Wanted>({
    initialValues: initial,
    onValuesChange: () => onChange?.(),
    validate: {
      name: (value) => (value.trim() ? null : words.needName),
      url: (value) => (value.trim() ? null : words.needUrl),
      events: (value) => (value.length ? null : words.needEvents),
    },
  });
  const told = Object.keys(fieldErrors(error, FIELDS)).length > 0;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": common.close }}>
      <form onSubmit={form.onSubmit((wanted) => onSend(wanted, (failed) => form.setErrors(fieldErrors(failed, FIELDS))))} noValidate>
        <Stack>
          {Boolean(error) && !told && (
            <Alert role="alert" color="red">
              {sentence(error)}
            </Alert>
          )}
          <TextInput label={words.name} description={words.nameHint} maxLength={60} data-autofocus {...form.getInputProps("name")} />
          <TextInput
            label={words.url}
            description={words.urlHint}
            placeholder="https://shop.example.com/hooks"
            type="url"
            maxLength={2000}
            {...form.getInputProps("url")}
          />
          <Checkbox.Group label={words.events} {...form.getInputProps("events")}>
            <Stack gap="xs" mt="xs">
              {TYPES.map((type) => (
                <Checkbox key={type} value={type} label={words.types[type]} description={type} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={isBusy}>
              {yes}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

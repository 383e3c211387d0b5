/** Makes and renews API keys; the key itself is shown once, right then. */

import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";

import { newKey } from "@/api/client";
import { fieldErrors, sentence } from "@/api/problem";
import { CopyField } from "@/components/CopyField";
import { isAtLeast, type Role } from "@/session/roles";
import { useRole } from "@/session/tenant";
import { apiKeys as words, common } from "@/words";

import { type Key, useMakeKey, useRotateKey } from "../keyQueries";
import { ROLES } from "./InviteModal";

const LIFETIMES = Object.entries(words.lifetimes)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => Number(a.value !== "never") - Number(b.value !== "never"));
const DAY_MS = 86_400_000;
const OVERLAPS = Object.entries(words.overlaps).map(([value, label]) => ({ value, label }));

function newWish() {
  return { key: newKey(), at: Date.now() };
}

export function MakeKeyModal({ onClose }: { onClose: () => void }) {
  const own = useRole();
  const make = useMakeKey();
  // The same for the same wish: who lost the answer gets the key, and no second one.
  const [wish, setWish] = useState(newWish);
  const form = useForm({
    mode: "uncontrolled",
    onValuesChange: () => setWish(newWish()),
    initialValues: { name: "", role: "agent" as Role, lifetime: "never" },
    validate: { name: (value) => (value.trim() ? null : words.needName) },
  });
  if (make.data) return <Shown value={make.data.key} onClose={onClose} />;
  const send = form.onSubmit(({ name, role, lifetime }) => {
    const expires_at = lifetime === "never" ? null : new Date(wish.at + Number(lifetime) * DAY_MS).toISOString();
    make.mutate(
      { body: { name, role, expires_at }, key: wish.key },
      { onError: (error) => form.setErrors(fieldErrors(error, ["name"])) },
    );
  });
  return (
    <Modal opened onClose={onClose} title={words.make} closeButtonProps={{ "aria-label": common.close }}>
      <form onSubmit={send} noValidate>
        <Stack>
          <Refused error={make.error} />
          <TextInput
            label={words.name}
            description={words.nameHint}
            maxLength={80}
            data-autofocus
            key={form.key("name")}
            {...form.getInputProps("name")}
          />
          <Select
            label={words.role}
            allowDeselect={false}
            data={ROLES.filter((role) => isAtLeast(own, role)).map((role) => ({ value: role, label: common.roles[role] }))}
            key={form.key("role")}
            {...form.getInputProps("role")}
          />
          <Select
            label={words.expires}
            allowDeselect={false}
            data={LIFETIMES}
            key={form.key("lifetime")}
            {...form.getInputProps("lifetime")}
          />
          <Buttons yes={words.make} isBusy={make.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

interface RotateProps {
  apiKey: Key;
  /** The Idempotency-Key, kept until the new key was shown: a second renewal would end the one that is in use. */
  request: string;
  onShown: () => void;
  onClose: () => void;
}

export function RotateModal({ apiKey, request, onShown, onClose }: RotateProps) {
  const rotate = useRotateKey(apiKey.id);
  const [hours, setHours] = useState("24");
  if (rotate.data) return <Shown value={rotate.data.key} onClose={onShown} />;
  return (
    <Modal opened onClose={onClose} title={words.rotateTitle(apiKey.name)} closeButtonProps={{ "aria-label": common.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate({ hours: Number(hours), key: request });
        }}
      >
        <Stack>
          <Text size="sm">{words.rotateText}</Text>
          <Refused error={rotate.error} />
          <Select label={words.overlap} allowDeselect={false} data={OVERLAPS} value={hours} onChange={(to) => setHours(to ?? hours)} />
          <Buttons yes={words.rotate} isBusy={rotate.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

/** Closed only by its button: the key cannot be shown again. */
function Shown({ value, onClose }: { value: string; onClose: () => void }) {
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={words.madeTitle}>
      <Stack>
        <Text size="sm">{words.made}</Text>
        <CopyField label={words.key} value={value} />
        <Button onClick={onClose} style={{ alignSelf: "flex-end" }}>
          {words.done}
        </Button>
      </Stack>
    </Modal>
  );
}

function Refused({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <Alert role="alert" color="red">
      {sentence(error)}
    </Alert>
  );
}

function Buttons({ yes, isBusy, onClose }: { yes: string; isBusy: boolean; onClose: () => void }) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {common.cancel}
      </Button>
      <Button type="submit" loading={isBusy}>
        {yes}
      </Button>
    </Group>
  );
}

/** Chooses what is restored and where to; what would change is shown before anything is written. */

import { Alert, Button, Checkbox, Group, Modal, PasswordInput, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { count, dateTime } from "@/components/format";
import { backups, common } from "@/words";

import { type Backup, useContacts, useDeeds } from "../queries";
import { RestoreDialog } from "./RestoreDialog";

const words = backups.restore;
const TYPING_MS = 300;

export function RestoreModal({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { restore } = useDeeds();
  const [what, setWhat] = useState("all");
  const [collection, setCollection] = useState<string | null>(null);
  const [contact, setContact] = useState("");
  const [into, setInto] = useState<"here" | "new">("here");
  const [name, setName] = useState("");
  const [remove, setRemove] = useState(false);
  const [passphrase, setPassphrase] = useState("");
  if (restore.data) return <RestoreDialog id={restore.data.id} onClose={onClose} />;
  const isChosen = what === "all" || (what === "collection" ? Boolean(collection) : Boolean(contact));
  const scope = what === "collection" ? { collection: collection ?? "" } : what === "contact" ? { contact_id: contact } : {};
  const body: Schemas["RestoreIn"] = { scope, into, name, remove, passphrase: passphrase || null };
  return (
    <Modal opened onClose={onClose} title={words.title(dateTime(backup.started_at))} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Radio.Group label={words.what} value={what} onChange={(value) => { setWhat(value); if (value !== "all") setInto("here"); }}>
          <Stack gap="xs" mt="xs">
            <Radio value="all" label={words.all} />
            <Radio value="collection" label={words.collection} />
            <Radio value="contact" label={words.contact} />
          </Stack>
        </Radio.Group>
        {what === "collection" && (
          <Select
            label={words.whichCollection}
            searchable
            data={backup.collections.map(({ name: value, documents }) => ({ value, label: `${value} (${count(documents)})` }))}
            value={collection}
            onChange={setCollection}
          />
        )}
        {what === "contact" && <ContactChoice value={contact} onChange={setContact} />}
        {what === "all" && (
          <Radio.Group label={words.where} value={into} onChange={(value) => setInto(value === "new" ? "new" : "here")}>
            <Stack gap="xs" mt="xs">
              <Radio value="here" label={words.here} />
              <Radio value="new" label={words.new} />
            </Stack>
          </Radio.Group>
        )}
        {into === "new" ? (
          <TextInput label={words.newName} maxLength={120} value={name} onChange={({ currentTarget: { value } }) => setName(value)} />
        ) : (
          <Checkbox
            label={words.remove}
            description={words.removeHint}
            checked={remove}
            onChange={({ currentTarget: { checked } }) => setRemove(checked)}
          />
        )}
        {backup.encryption === "passphrase" && (
          <PasswordInput
            label={words.passphrase}
            description={words.passphraseHint}
            autoComplete="off"
            value={passphrase}
            onChange={({ currentTarget: { value } }) => setPassphrase(value)}
          />
        )}
        {restore.error && (
          <Alert role="alert" color="red">
            {sentence(restore.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            disabled={!isChosen}
            loading={restore.isPending}
            onClick={() => restore.mutate({ id: backup.id, body })}
          >
            {words.compare}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function ContactChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data = [] } = useContacts(q.slice(0, 64), isOpen);
  const options = data.map(({ id, name, username }) => ({ value: id, label: name || username || id }));
  return (
    <>
      <Select
        label={words.whichContact}
        placeholder={words.contactPlaceholder}
        searchable
        clearable
        nothingFoundMessage={words.none}
        data={options}
        filter={({ options: all }) => all}
        searchValue={typed}
        onSearchChange={setTyped}
        onDropdownOpen={() => setOpen(true)}
        value={options.some((one) => one.value === value) ? value : null}
        onChange={(id) => onChange(id ?? "")}
      />
      <TextInput label={words.contactId} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value.trim())} />
    </>
  );
}

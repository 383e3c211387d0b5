/** Changes what is known about a contact; what others changed meanwhile is shown, not lost. */

import { ActionIcon, Alert, Button, Divider, Group, List, Modal, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useMemo, useState } from "react";

import { ApiError, fieldErrors, sentence } from "@/api/problem";
import { common, contacts } from "@/words";

import { changedByOthers, changeOf, type ContactDetail, draftOf, listed } from "../../profile";
import { profileKeys, useAttributes, useEdit, useProfile } from "../../profileQueries";
import { AttributeField } from "./AttributeField";

const words = contacts.edit;
const FIELDS = ["name", "tags", "language", "time_zone"] as const;
const MOST_TAGS = 50;
const LONGEST_TAG = 64;

export function EditModal({ contact, onClose }: { contact: ContactDetail; onClose: () => void }) {
  const client = useQueryClient();
  const { data: attributes } = useAttributes();
  const { data: now = contact } = useProfile(contact.id);
  const [base, setBase] = useState(contact);
  const before = useMemo(() => draftOf(base), [base]);
  const [draft, setDraft] = useState(before);
  const edit = useEdit(contact.id);
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const isConflict = edit.error instanceof ApiError && edit.error.status === 409;
  const faults = fieldErrors(edit.error, FIELDS);
  const change = changeOf(before, draft);
  const save = (version: string) =>
    change
      ? edit.mutate(
          { ...change, version },
          {
            onSuccess: onClose,
            onError: (error) => {
              if (error instanceof ApiError && error.status === 409) {
                void client.invalidateQueries({ queryKey: profileKeys.one(contact.id) });
              }
            },
          },
        )
      : onClose();
  const startOver = () => {
    setBase(now);
    setDraft(draftOf(now));
    edit.reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save(base.version);
  };
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ "aria-label": common.close }}>
      <form onSubmit={submit}>
        <Stack>
          {isConflict && (
            <Conflict
              changed={changedByOthers(before, draftOf(now))}
              isPending={edit.isPending}
              onKeep={() => save(now.version)}
              onStartOver={startOver}
            />
          )}
          {edit.error && !isConflict && (
            <Alert color="red" role="alert">
              {sentence(edit.error)}
            </Alert>
          )}
          <TextInput
            label={words.name}
            maxLength={200}
            data-autofocus
            error={faults.name}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <TagsInput
            label={words.tags}
            description={words.tagsHint}
            maxTags={MOST_TAGS}
            acceptValueOnBlur
            error={faults.tags}
            value={draft.tags}
            onChange={(tags) => setDraft({ ...draft, tags: tags.map((tag) => tag.slice(0, LONGEST_TAG)) })}
          />
          <Group grow align="flex-start">
            <TextInput
              label={words.language}
              placeholder="pt_BR"
              maxLength={16}
              error={faults.language}
              value={draft.language}
              onChange={(event) => setDraft({ ...draft, language: event.currentTarget.value })}
            />
            <Select
              label={words.timeZone}
              placeholder={words.workspaceZone}
              searchable
              clearable
              limit={50}
              data={zones}
              error={faults.time_zone}
              value={draft.timeZone || null}
              onChange={(zone) => setDraft({ ...draft, timeZone: zone ?? "" })}
            />
          </Group>
          <Divider label={words.attributes} labelPosition="left" />
          {listed(draft.attributes, attributes?.definitions ?? [])
            .filter(({ name, type }) => type !== null || draft.attributes[name] !== null)
            .map(({ name, type }) => (
              <Group key={name} align="flex-end" wrap="nowrap" gap="xs">
                <AttributeField
                  name={name}
                  type={type}
                  value={draft.attributes[name] ?? null}
                  fault={fieldErrors(edit.error, [`attributes/${name}`])[`attributes/${name}`]}
                  onChange={(value) => setDraft({ ...draft, attributes: { ...draft.attributes, [name]: value } })}
                />
                {type === null && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={36}
                    aria-label={words.removeAttribute(name)}
                    onClick={() => setDraft({ ...draft, attributes: { ...draft.attributes, [name]: null } })}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
            ))}
          <AddAttribute
            taken={Object.keys(draft.attributes).filter((name) => draft.attributes[name] !== null)}
            onAdd={(name) => setDraft({ ...draft, attributes: { ...draft.attributes, [name]: "" } })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={edit.isPending} disabled={!change || isConflict}>
              {common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ConflictProps {
  changed: [part: string, value: string][];
  isPending: boolean;
  onKeep: () => void;
  onStartOver: () => void;
}

function Conflict({ changed, isPending, onKeep, onStartOver }: ConflictProps) {
  const named = words.parts as Record<string, string>;
  return (
    <Alert color="orange" role="alert" title={words.conflictTitle}>
      <Stack gap="xs">
        <Text size="sm">{words.conflict}</Text>
        <List size="sm">
          {changed.map(([part, value]) => (
            <List.Item key={part} style={{ overflowWrap: "anywhere" }}>
              {named[part] ?? part}: {value || words.nothing}
            </List.Item>
          ))}
        </List>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onStartOver}>
            {words.startOver}
          </Button>
          <Button size="xs" loading={isPending} onClick={onKeep}>
            {words.keepMine}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function AddAttribute({ taken, onAdd }: { taken: string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const isFree = name.trim() !== "" && !taken.includes(name.trim());
  const add = () => {
    if (!isFree) return;
    onAdd(name.trim());
    setName("");
  };
  return (
    <Group align="flex-end" wrap="nowrap" gap="xs">
      <TextInput
        flex={1}
        label={words.addAttribute}
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
      />
      <Button variant="default" px="xs" aria-label={words.addAttribute} disabled={!isFree} onClick={add}>
        <IconPlus size={18} aria-hidden />
      </Button>
    </Group>
  );
}

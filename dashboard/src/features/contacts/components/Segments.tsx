/** Segments: saved audiences that are chosen, saved, renamed and deleted. */

import { ActionIcon, Badge, Button, Group, Menu, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDeviceFloppy, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import { sentence } from "@/api/problem";
import { type AudienceFilter, countRules } from "@/features/campaigns/audience";
import { type Audience, useAudience, useAudiences, useSaveAudience } from "@/features/campaigns/audienceQueries";
import { common, contacts } from "@/words";

import { useChangeSegment, useDeleteSegment } from "../queries";

const words = contacts.segments;

const tell = (error: unknown) => notifications.show({ color: "red", title: contacts.failed, message: sentence(error) });

export function SegmentSelect({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  const { data = [] } = useAudiences();
  const { data: one } = useAudience(chosen || null);
  const all = one && !data.some(({ id }) => id === one.id) ? [one, ...data] : data;
  return (
    <Select
      w={{ base: "100%", xs: 240 }}
      aria-label={words.label}
      placeholder={words.placeholder}
      nothingFoundMessage={words.none}
      searchable
      clearable
      clearButtonProps={{ "aria-label": contacts.clear }}
      data={all.map(({ id, name, kind }) => ({ value: id, label: kind === "csv" ? `${name} (${words.file})` : name }))}
      value={chosen || null}
      onChange={(id) => onChoose(id ?? "")}
    />
  );
}

interface SegmentMenuProps {
  segment: Audience | undefined;
  filter: AudienceFilter;
  /** Whether the conditions are other than the segment's. */
  isChanged: boolean;
  onChosen: (id: string) => void;
}

/** What can be done with the chosen segment, and with conditions that are none yet. */
export function SegmentMenu({ segment, filter, isChanged, onChosen }: SegmentMenuProps) {
  const [asked, setAsked] = useState<"save" | "rename" | "delete" | null>(null);
  const change = useChangeSegment();
  const close = () => setAsked(null);
  const update = (id: string, name: string) =>
    change.mutate(
      { id, filter },
      {
        onSuccess: () => {
          notifications.show({ color: "green", message: words.updated(name) });
          onChosen(id);
        },
        onError: tell,
      },
    );
  return (
    <>
      {segment && isChanged && (
        <Badge variant="light" tt="none">
          {words.changed}
        </Badge>
      )}
      {!segment && countRules(filter) > 0 && (
        <Button variant="default" leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={() => setAsked("save")}>
          {words.save}
        </Button>
      )}
      {segment && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size="lg" aria-label={words.menu(segment.name)}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isChanged && segment.kind === "filter" && (
              <Menu.Item leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={() => update(segment.id, segment.name)}>
                {words.update}
              </Menu.Item>
            )}
            {isChanged && (
              <Menu.Item leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={() => setAsked("save")}>
                {words.save}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setAsked("rename")}>
              {words.rename}
            </Menu.Item>
            <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsked("delete")}>
              {words.delete}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {asked === "save" && <SaveModal filter={filter} onClose={close} onSaved={onChosen} />}
      {asked === "rename" && segment && <RenameModal segment={segment} onClose={close} />}
      {asked === "delete" && segment && <DeleteModal segment={segment} onClose={close} onDeleted={() => onChosen("")} />}
    </>
  );
}

interface NameModalProps {
  title: string;
  lead?: string;
  name: string;
  isPending: boolean;
  onClose: () => void;
  onName: (name: string) => void;
}

function NameModal({ title, lead, name, isPending, onClose, onName }: NameModalProps) {
  const [typed, setTyped] = useState(name);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim()) onName(typed.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": common.close }}>
      <form onSubmit={submit}>
        <Stack>
          {lead && (
            <Text size="sm" c="dimmed">
              {lead}
            </Text>
          )}
          <TextInput label={words.name} maxLength={100} data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={isPending} disabled={!typed.trim()}>
              {common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function SaveModal({ filter, onClose, onSaved }: { filter: AudienceFilter; onClose: () => void; onSaved: (id: string) => void }) {
  const save = useSaveAudience();
  const keep = (name: string) =>
    save.mutate(
      { name, filter },
      {
        onSuccess: (made) => {
          notifications.show({ color: "green", message: words.updated(made.name) });
          onClose();
          onSaved(made.id);
        },
        onError: tell,
      },
    );
  return <NameModal title={words.saveTitle} lead={words.saveText} name="" isPending={save.isPending} onClose={onClose} onName={keep} />;
}

function RenameModal({ segment: { id, name }, onClose }: { segment: Audience; onClose: () => void }) {
  const change = useChangeSegment();
  const rename = (to: string) => change.mutate({ id, name: to }, { onSuccess: onClose, onError: tell });
  return <NameModal title={words.renameTitle} name={name} isPending={change.isPending} onClose={onClose} onName={rename} />;
}

function DeleteModal({ segment: { id, name }, onClose, onDeleted }: { segment: Audience; onClose: () => void; onDeleted: () => void }) {
  const remove = useDeleteSegment();
  const confirm = () =>
    remove.mutate(id, {
      onSuccess: () => {
        notifications.show({ color: "green", message: words.deleted(name) });
        onClose();
        onDeleted();
      },
      onError: tell,
    });
  return (
    <Modal opened onClose={onClose} title={words.deleteTitle(name)} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.deleteText}</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {common.cancel}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={confirm}>
            {words.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Merges another contact into one, after showing what comes of it. */

import { Alert, Badge, Button, Group, List, Modal, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { ContactSelect, type PickedContact } from "@/components/ContactSelect";
import { ErrorState, Loading } from "@/components/states";
import { common, contacts } from "@/words";

import { type Pair, useMerge, useMergePreview } from "../../mergeQueries";
import { shown } from "../../profile";

const words = contacts.merge;

interface MergeModalProps {
  contact: PickedContact;
  /** Somebody who is probably the same person. */
  other?: PickedContact;
  onClose: () => void;
  onMerged: (id: string) => void;
}

export function MergeModal({ contact, other, onClose, onMerged }: MergeModalProps) {
  const [picked, setPicked] = useState<PickedContact | null>(other ?? null);
  const [isSwapped, setSwapped] = useState(false);
  const isSame = picked?.id === contact.id;
  const pair: Pair | null =
    picked && !isSame ? (isSwapped ? { id: picked.id, other: contact.id } : { id: contact.id, other: picked.id }) : null;
  const preview = useMergePreview(pair);
  const merge = useMerge();
  const confirm = (both: Pair) =>
    merge.mutate(both, {
      onSuccess: ({ name }) => {
        notifications.show({ color: "green", message: words.done(name) });
        onClose();
        onMerged(both.id);
      },
      onError: (error) => notifications.show({ color: "red", title: contacts.failed, message: sentence(error) }),
    });
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.lead}
        </Text>
        <ContactSelect
          label={words.other}
          placeholder={words.otherHint}
          none={contacts.noneTitle}
          unnamed={contacts.unnamed}
          picked={picked}
          onPick={setPicked}
        />
        {isSame && <Alert color="orange">{words.same}</Alert>}
        {pair &&
          (preview.data ? (
            <Preview preview={preview.data} />
          ) : preview.error ? (
            <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
          ) : (
            <Loading height={160} />
          ))}
        <Group justify="space-between">
          <Button
            variant="default"
            leftSection={<IconArrowsExchange size={16} aria-hidden />}
            disabled={!pair}
            onClick={() => setSwapped(!isSwapped)}
          >
            {words.swap}
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button loading={merge.isPending} disabled={!pair || !preview.data} onClick={() => pair && confirm(pair)}>
              {words.merge}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}

function Preview({ preview: { merged, identities, contests, other } }: { preview: Schemas["MergePreview"] }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={words.preview}>
      <Stack gap="xs">
        <Text fw={650} style={{ overflowWrap: "anywhere" }}>
          {words.becomes(merged.name, other.name)}
        </Text>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {words.addresses(identities.map(({ address }) => address).join(", "))}
        </Text>
        {merged.tags.length > 0 && (
          <Group gap={4}>
            {merged.tags.map((tag) => (
              <Badge key={tag} variant="default" tt="none" maw="100%">
                {tag}
              </Badge>
            ))}
          </Group>
        )}
        {contests.length > 0 && (
          <>
            <Text size="sm" fw={600}>
              {words.differ}
            </Text>
            <List size="sm">
              {contests.map(({ field, wins, loses }) => (
                <List.Item key={field} style={{ overflowWrap: "anywhere" }}>
                  {words.contest(nameOf(field), shown(wins), shown(loses))}
                </List.Item>
              ))}
            </List>
          </>
        )}
        <Text size="sm" c="dimmed">
          {words.undoable}
        </Text>
      </Stack>
    </Paper>
  );
}

function nameOf(field: string): string {
  const parts: Record<string, string> = { name: contacts.edit.name, language: contacts.edit.language, time_zone: contacts.edit.timeZone };
  return parts[field] ?? field.replace(/^attributes\//, "");
}

/** Two contacts that are probably one person, and what can be done about it. */

import { Anchor, Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { Link } from "react-router";

import { sentence } from "@/api/problem";
import { contacts } from "@/words";

import { type Suggestion, useDismiss } from "../suggestionQueries";
import { MergeModal } from "./profile/MergeModal";

const words = contacts.suggestions;

interface SuggestionRowProps {
  suggestion: Suggestion;
  /** Whether both are named; on the page of one of them, only the other is. */
  namesBoth: boolean;
  mayChange: boolean;
  onMerged: (id: string) => void;
}

export function SuggestionRow({ suggestion: { contact, other, reasons }, namesBoth, mayChange, onMerged }: SuggestionRowProps) {
  const dismiss = useDismiss();
  const [isMerging, setMerging] = useState(false);
  const name = nameOf(other);
  const refuse = () =>
    dismiss.mutate(
      { id: contact.id, other: other.id },
      { onError: (error) => notifications.show({ color: "red", title: contacts.failed, message: sentence(error) }) },
    );
  return (
    <Paper withBorder p="sm" component="article" aria-label={words.pair(nameOf(contact), name)}>
      <Stack gap="xs">
        <Group gap="xs">
          {namesBoth && (
            <>
              <Person id={contact.id} name={nameOf(contact)} />
              <Text size="sm" c="dimmed">
                {words.and}
              </Text>
            </>
          )}
          <Person id={other.id} name={name} />
        </Group>
        <Group gap={4}>
          {reasons.map((reason) => (
            <Badge key={reason} variant="light" tt="none">
              {words.reasons[reason]}
            </Badge>
          ))}
        </Group>
        {mayChange && (
          <Group gap="xs">
            <Button size="xs" onClick={() => setMerging(true)}>
              {words.look}
            </Button>
            <Button size="xs" variant="default" loading={dismiss.isPending} onClick={refuse}>
              {words.dismiss}
            </Button>
          </Group>
        )}
      </Stack>
      {isMerging && (
        <MergeModal
          contact={{ id: contact.id, name: nameOf(contact) }}
          other={{ id: other.id, name }}
          onClose={() => setMerging(false)}
          onMerged={onMerged}
        />
      )}
    </Paper>
  );
}

function Person({ id, name }: { id: string; name: string }) {
  return (
    <Anchor component={Link} to={`/contacts/${id}`} size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
      {name}
    </Anchor>
  );
}

function nameOf({ name, username }: Suggestion["contact"]): string {
  return [name, username].find(Boolean) ?? contacts.unnamed;
}

/** One variant: how it differs, whether it can be used, and editing it. */

import { Badge, Button, Checkbox, Group, List, Paper, Stack, Text, Textarea, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useMemo } from "react";

import { MarkupText } from "@/components/phone/MarkupText";
import { spin as words } from "@/words";

import { diffWords } from "./diff";
import classes from "./spin.module.css";
import type { Candidate } from "./useSpin";

interface VariantCardProps {
  number: number;
  original: string;
  candidate: Candidate;
  showChanges: boolean;
  /** Whether as many are approved as there may be. */
  isFull: boolean;
  onApprove: (isApproved: boolean) => void;
  onEdit: (text: string) => void;
}

export function VariantCard(props: VariantCardProps) {
  const { number, original, candidate, showChanges, isFull, onApprove, onEdit } = props;
  const { text, faults, isApproved, isEdited } = candidate;
  const [editing, { toggle }] = useDisclosure(false);
  const isRefused = faults.length > 0;
  return (
    <Paper withBorder p="sm" component="article" aria-label={words.variant(number)} data-refused={isRefused || undefined}>
      <Stack gap="xs">
        <Group gap="xs" justify="space-between">
          <Checkbox
            label={words.approve(number)}
            checked={isApproved}
            disabled={isRefused || (isFull && !isApproved)}
            onChange={(event) => onApprove(event.currentTarget.checked)}
          />
          <Group gap="xs">
            {isRefused && (
              <Badge color="red" variant="light">
                {words.refused}
              </Badge>
            )}
            {isEdited && (
              <Badge color="gray" variant="default">
                {words.edited}
              </Badge>
            )}
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconPencil size={14} aria-hidden />}
              aria-label={editing ? undefined : words.editOf(number)}
              onClick={toggle}
            >
              {editing ? words.done : words.edit}
            </Button>
          </Group>
        </Group>
        {editing ? (
          <Textarea
            aria-label={words.editText(number)}
            autosize
            minRows={3}
            maxRows={12}
            data-autofocus
            value={text}
            onChange={(event) => onEdit(event.currentTarget.value)}
          />
        ) : (
          <div className={classes.text}>
            {showChanges ? <Changes before={original} after={text} /> : <MarkupText text={text} />}
          </div>
        )}
        {isRefused && (
          <List size="sm" c="var(--mantine-color-error)" aria-live="polite">
            {faults.map((fault) => (
              <List.Item key={fault}>
                <Text span size="sm">
                  {fault}
                </Text>
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Paper>
  );
}

function Changes({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => diffWords(before, after), [before, after]);
  return parts.map(({ kind, text }, place) => {
    if (kind === "same" || text.trim() === "") return kind === "removed" ? null : <span key={place}>{text}</span>;
    return kind === "added" ? (
      <ins key={place} className={classes.added}>
        <VisuallyHidden>{words.added}</VisuallyHidden>
        {text}
      </ins>
    ) : (
      <del key={place} className={classes.removed}>
        <VisuallyHidden>{words.removed}</VisuallyHidden>
        {text}
      </del>
    );
  });
}

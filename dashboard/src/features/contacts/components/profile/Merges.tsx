/** Contacts that were merged into this one, as long as that can be undone. */

import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { dayOf } from "@/components/format";
import { Section } from "@/components/Section";
import { ConfirmModal } from "@/features/inbox/components/memory/ConfirmModal";
import { contacts } from "@/words";

import { useMerges, useUndoMerge } from "../../mergeQueries";

const words = contacts.merges;

export function Merges({ id, mayChange }: { id: string; mayChange: boolean }) {
  const { data = [] } = useMerges(id);
  const undo = useUndoMerge(id);
  const [asked, setAsked] = useState<Schemas["MergeView"] | null>(null);
  const confirm = ({ contact_id: source, name }: Schemas["MergeView"]) =>
    undo.mutate(source, {
      onSuccess: () => {
        notifications.show({ color: "green", message: words.undone(name) });
        setAsked(null);
      },
      onError: (error) => notifications.show({ color: "red", title: contacts.failed, message: sentence(error) }),
    });
  if (data.length === 0) return null;
  return (
    <Section title={words.title}>
      {data.map((merge) => (
        <Group key={merge.contact_id} justify="space-between" wrap="nowrap">
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={600} truncate>
              {merge.name || contacts.unnamed}
            </Text>
            <Text size="sm" c="dimmed">
              {words.when(dayOf(merge.merged_at), dayOf(merge.undo_until))}
            </Text>
          </div>
          {mayChange && (
            <Button size="xs" variant="default" style={{ flex: "none" }} aria-label={words.undoOf(merge.name)} onClick={() => setAsked(merge)}>
              {words.undo}
            </Button>
          )}
        </Group>
      ))}
      <ConfirmModal
        opened={asked !== null}
        title={words.sureTitle(asked?.name ?? "")}
        text={words.sure}
        action={words.undo}
        isPending={undo.isPending}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && confirm(asked)}
      />
    </Section>
  );
}

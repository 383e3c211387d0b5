/** One fact: what, how sure, where from, and what can be done with it. */

import { ActionIcon, Anchor, Badge, Button, Group, Menu, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconPencil, IconPin, IconPinnedOff, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { dayOf, percent } from "@/components/format";
import { common, memory as words } from "@/words";

import { type Fact, useMemory } from "../../memory";
import { ConfirmModal } from "./ConfirmModal";

const LONGEST = 500;

interface FactRowProps {
  contactId: string;
  fact: Fact;
  mayChange: boolean;
  onShowMessage: (id: string) => void;
}

export function FactRow({ contactId, fact, mayChange, onShowMessage }: FactRowProps) {
  const { id, value, category, confidence, origin, pinned, score, source_message_id: source } = fact;
  const { change, forget } = useMemory(contactId);
  const [edited, setEdited] = useState<string | null>(null);
  const [isForgetting, { open, close }] = useDisclosure();
  const isOver = fact.valid_until !== null;
  const about = [
    words.origins[origin],
    words.sure(percent(confidence, 1)),
    words.since(dayOf(fact.valid_from)),
    isOver && words.until(dayOf(fact.valid_until ?? "")),
    typeof score === "number" && words.score(percent(score, 1)),
  ];
  const save = () => {
    const text = edited?.trim();
    if (!text || text === value) setEdited(null);
    else change.mutate({ fact: id, changed: { value: text } }, { onSuccess: () => setEdited(null) });
  };
  return (
    <Paper withBorder p="xs" component="article" aria-label={value}>
      <Group wrap="nowrap" align="flex-start" gap="xs" justify="space-between">
        <Stack gap={2} miw={0} flex={1}>
          {edited === null ? (
            <Text size="sm" td={isOver ? "line-through" : undefined} style={{ overflowWrap: "anywhere" }}>
              {value}
            </Text>
          ) : (
            <>
              <Textarea
                aria-label={words.edit}
                autosize
                maxRows={6}
                maxLength={LONGEST}
                data-autofocus
                value={edited}
                onChange={(event) => setEdited(event.currentTarget.value)}
              />
              <Group gap="xs">
                <Button size="compact-xs" loading={change.isPending} onClick={save}>
                  {common.save}
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => setEdited(null)}>
                  {common.cancel}
                </Button>
              </Group>
            </>
          )}
          <Group gap={6}>
            {pinned && (
              <Badge size="xs" variant="light">
                {words.pinned}
              </Badge>
            )}
            {category && (
              <Badge size="xs" variant="default">
                {category}
              </Badge>
            )}
            <Text size="xs" c="dimmed">
              {about.filter(Boolean).join(" · ")}
            </Text>
          </Group>
          {source && (
            <Anchor component="button" type="button" size="xs" ta="start" onClick={() => onShowMessage(source)}>
              {words.source}
            </Anchor>
          )}
        </Stack>
        {mayChange && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.more(value)}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {!isOver && (
                <>
                  <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEdited(value)}>
                    {words.edit}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={pinned ? <IconPinnedOff size={16} aria-hidden /> : <IconPin size={16} aria-hidden />}
                    onClick={() => change.mutate({ fact: id, changed: { pinned: !pinned } })}
                  >
                    {pinned ? words.unpin : words.pin}
                  </Menu.Item>
                </>
              )}
              <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
                {words.forget}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <ConfirmModal
        opened={isForgetting}
        title={words.forgetTitle}
        text={`${value}. ${words.forgetText}`}
        action={words.forget}
        isPending={forget.isPending}
        onClose={close}
        onConfirm={() => forget.mutate(id, { onSuccess: close })}
      />
    </Paper>
  );
}

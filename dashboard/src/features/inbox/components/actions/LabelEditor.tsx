/** What the conversation is filed under. */

import { ActionIcon, Popover, TagsInput, Tooltip } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { inbox } from "@/words";

import { type ConversationPages, flatten } from "../../cache/conversations";
import { inboxKeys } from "../../queries";

const words = inbox.actions;
const LONGEST = 40;
const MOST = 20;

interface LabelEditorProps {
  labels: readonly string[];
  onChange: (labels: string[]) => void;
}

export function LabelEditor({ labels, onChange }: LabelEditorProps) {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  // Labels of the conversations that were loaded: good suggestions, without a list of their own to keep.
  const known = () =>
    client
      .getQueriesData<ConversationPages>({ queryKey: inboxKeys.lists })
      .flatMap(([, pages]) => flatten(pages).flatMap((conversation) => conversation.labels));
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={300} shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={words.labels} disabled={isOpen}>
          <ActionIcon variant="default" size={36} aria-label={words.labels} onClick={() => setIsOpen(!isOpen)}>
            <IconTag size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.labels}>
        {isOpen && (
          <TagsInput
            label={words.labels}
            description={words.labelsHint}
            data={[...new Set(known())].sort()}
            value={[...labels]}
            maxTags={MOST}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => onChange(next.map((label) => label.trim().slice(0, LONGEST)).filter(Boolean))}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The canned replies that a `/` offers. */

import { Button, Group, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";

import { inbox } from "@/words";

import type { Canned } from "../../canned";
import classes from "./composer.module.css";

interface CannedListProps {
  id: string;
  canned: readonly Canned[];
  /** Which one the Enter key takes. */
  active: number;
  onChoose: (canned: Canned) => void;
  onEdit: () => void;
}

export function CannedList({ id, canned, active, onChoose, onEdit }: CannedListProps) {
  return (
    <div>
      <ul id={id} role="listbox" aria-label={inbox.canned.label} className={classes.canned}>
        {canned.map((one, at) => (
          <li
            key={one.shortcut}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            className={classes.option}
            // The cursor stays in the text.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(one)}
          >
            <Text span size="sm" fw={600} style={{ flexShrink: 0 }}>
              /{one.shortcut}
            </Text>
            <Text span size="sm" c="dimmed" truncate>
              {one.text}
            </Text>
          </li>
        ))}
      </ul>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {canned.length === 0 && inbox.canned.none}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPencil size={14} aria-hidden />}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onEdit}
        >
          {inbox.canned.edit}
        </Button>
      </Group>
    </div>
  );
}

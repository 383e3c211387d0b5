/** Something that is wrong, or was: what, since when, what to do, and where. */

import { Anchor, Group, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { Link } from "react-router";

import { type Incident, pageOf } from "@/session/incidents";
import { incidents as words } from "@/words";

import { count, dateTime } from "./format";

interface IncidentNoteProps {
  incident: Incident;
  /** Told when its page is gone to. */
  onLeave?: () => void;
}

export function IncidentNote({ incident, onLeave }: IncidentNoteProps) {
  const { kind, detail, is_open: isOpen, opened_at: opened, closed_at: closed, last_at: last, times = 1 } = incident;
  const title = words.kinds[kind] ?? kind;
  const Icon = isOpen ? IconAlertTriangle : IconCheck;
  const when = isOpen || !closed ? words.since(dateTime(opened)) : words.lasted(dateTime(opened), dateTime(closed));
  return (
    <Group component="article" aria-label={title} wrap="nowrap" align="flex-start" gap="sm">
      <ThemeIcon color={isOpen ? "red" : "green"} variant="light" radius="xl" aria-hidden>
        <Icon size={16} />
      </ThemeIcon>
      <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="sm">{detail}</Text>
        <Text size="xs" c="dimmed">
          {[when, times > 1 ? words.seen(count(times), dateTime(last)) : ""].filter(Boolean).join(", ")}
        </Text>
        {isOpen && (
          <Anchor component={Link} to={pageOf(kind)} size="sm" onClick={onLeave}>
            {words.mend[kind] ?? words.mend.webhook_disabled}
          </Anchor>
        )}
      </div>
    </Group>
  );
}

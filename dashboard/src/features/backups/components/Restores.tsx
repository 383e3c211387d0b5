/** Restores that were asked for, the newest first; each opens with what it would change or has changed. */

import { Badge, Button, Group, Paper, Text } from "@mantine/core";
import { useState } from "react";

import { dateTime } from "@/components/format";
import { Section } from "@/components/Section";
import { backups } from "@/words";

import { type Restore, useRestores } from "../queries";
import { RestoreDialog } from "./RestoreDialog";

const words = backups.restore;
const COLORS: Record<string, string> = { ready: "yellow", done: "green", failed: "red", cancelled: "gray" };

export function Restores() {
  const { data } = useRestores();
  const [shown, setShown] = useState<string | null>(null);
  if (!data?.length) return null;
  return (
    <Section title={words.list}>
      {data.map((restore) => (
        <Paper key={restore.id} withBorder p="sm" component="article" aria-label={dateTime(restore.started_at)}>
          <Group justify="space-between" gap="sm">
            <div style={{ minWidth: 0 }}>
              <Group gap="xs">
                <Text fw={600}>{dateTime(restore.started_at)}</Text>
                <Badge color={COLORS[restore.state] ?? "blue"} variant="light" tt="none">
                  {words.states[restore.state] ?? restore.state}
                </Badge>
              </Group>
              <Text size="sm" c="dimmed">
                {scopeOf(restore)}
              </Text>
            </div>
            <Button variant="default" size="xs" onClick={() => setShown(restore.id)}>
              {words.open}
            </Button>
          </Group>
        </Paper>
      ))}
      {shown && <RestoreDialog id={shown} onClose={() => setShown(null)} />}
    </Section>
  );
}

function scopeOf({ scope, is_new: isNew, name }: Restore): string {
  const what = [scope.collection, scope.contact_id && words.scopeContact].find(Boolean) ?? words.scopeAll;
  return isNew ? `${what} ${words.into(name)}` : what;
}

/** One change: who did what and when; before and after behind a click. */

import { Anchor, Collapse, Group, Paper, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId } from "react";

import { dateTime } from "@/components/format";
import { audit as words } from "@/words";

import type { Entry } from "../auditQueries";

export function EntryRow({ entry }: { entry: Entry }) {
  const { at, actor, actor_name: name, action, target, source, before, after } = entry;
  const what = words.actions[action] ?? action;
  const who = actor === "platform" ? words.platform : name || actor;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return (
    <Paper withBorder p="sm" component="article" aria-label={`${what}: ${who}`}>
      <Group justify="space-between" gap="xs" align="flex-start">
        <div style={{ flex: "1 1 14rem", minWidth: 0, overflowWrap: "anywhere" }}>
          <Text size="sm" fw={500}>
            {what}
          </Text>
          <Text size="sm" c="dimmed">
            {words.by(who, dateTime(at))}
            {source && ` ${words.from_(source)}`}
          </Text>
        </div>
        {target && (
          <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: "anywhere" }}>
            {words.of(target)}
          </Text>
        )}
      </Group>
      {fields.length > 0 && <Details fields={fields} before={before} after={after} />}
    </Paper>
  );
}

interface DetailsProps extends Pick<Entry, "before" | "after"> {
  fields: string[];
}

function Details({ fields, before, after }: DetailsProps) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const id = useId();
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <Group gap={4} component="span">
          <Icon size={14} aria-hidden /> {words.details}
        </Group>
      </Anchor>
      <Collapse expanded={isOpen} id={id}>
        <Table fz="sm" layout="fixed" mt="xs" aria-label={words.details}>
          <Table.Thead>
            <Table.Tr>
              {[words.field, words.before, words.after].map((label) => (
                <Table.Th key={label} scope="col">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((name) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" style={{ overflowWrap: "anywhere", verticalAlign: "top" }}>
                  {name}
                </Table.Th>
                {[before, after].map((side, number) => (
                  <Table.Td key={number} style={{ overflowWrap: "anywhere", verticalAlign: "top" }}>
                    {shown(side[name])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Collapse>
    </>
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return words.nothing;
  return typeof value === "string" ? value : JSON.stringify(value);
}

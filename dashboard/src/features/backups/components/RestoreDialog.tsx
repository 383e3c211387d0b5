/** One restore: how far it is, what it would change, the word that begins it, and what it changed. */

import { Alert, Button, Group, List, Modal, Progress, ScrollArea, Stack, Table, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { count, dateTime } from "@/components/format";
import { ErrorState, Loading } from "@/components/states";
import { useMay, useTenant } from "@/session/tenant";
import { backups, common } from "@/words";

import { isMoving, type Restore, useDeeds, useRestore } from "../queries";

const words = backups.restore;
const COLUMNS = ["added", "changed", "removed", "unchanged", "skipped"] as const;

export function RestoreDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useRestore(id);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={data ? words.asked(dateTime(data.started_at)) : common.loading}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {data ? <Shown restore={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}
    </Modal>
  );
}

function Shown({ restore }: { restore: Restore }) {
  const { state, done, total, error, damaged, diff, written, remove } = restore;
  return (
    <Stack>
      <Text fw={600} role="status">
        {words.states[state] ?? state}
      </Text>
      {isMoving(restore) && (
        <>
          <Progress value={total ? (done / total) * 100 : 100} animated aria-label={words.progress} />
          {total > 0 && (
            <Text size="sm" c="dimmed">
              {words.of(count(done), count(total))}
            </Text>
          )}
        </>
      )}
      {damaged.length > 0 && (
        <Alert role="alert" color="red" title={words.damaged}>
          <List size="sm">
            {damaged.map((file) => (
              <List.Item key={file} style={{ overflowWrap: "anywhere" }}>
                {file}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {error && (
        <Alert role="alert" color="red">
          {error}
        </Alert>
      )}
      {state === "done" ? <Changes title={words.written} changes={written} /> : <Changes title={words.diff} changes={diff} />}
      {state === "ready" && diff.every(isSame) && <Text size="sm">{words.same}</Text>}
      {state === "ready" && !remove && diff.some(({ removed }) => removed > 0) && <Text size="sm">{words.staysText}</Text>}
      {restore.held_messages > 0 && <Text size="sm">{words.held(count(restore.held_messages))}</Text>}
      {restore.paused_campaigns > 0 && <Text size="sm">{words.paused(count(restore.paused_campaigns))}</Text>}
      <Buttons restore={restore} />
    </Stack>
  );
}

function isSame({ added, changed, removed }: Schemas["ChangesView"]): boolean {
  return added + changed + removed === 0;
}

function Changes({ title, changes }: { title: string; changes: Schemas["ChangesView"][] }) {
  if (changes.length === 0) return null;
  return (
    <ScrollArea type="auto" offsetScrollbars="x" viewportProps={{ tabIndex: 0, role: "group", "aria-label": title }}>
      <Table captionSide="top" withRowBorders>
        <Table.Caption ta="left">{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.table.collection}</Table.Th>
            {COLUMNS.map((name) => (
              <Table.Th key={name} ta="right">
                {words.table[name]}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((row) => (
            <Table.Tr key={row.collection}>
              <Table.Th scope="row">{row.collection}</Table.Th>
              {COLUMNS.map((name) => (
                <Table.Td key={name} ta="right">
                  {count(row[name])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function Buttons({ restore }: { restore: Restore }) {
  const { name } = useTenant();
  const mayBegin = useMay("owner");
  const mayStop = useMay("admin");
  const { begin, callOff } = useDeeds();
  const [typed, setTyped] = useState("");
  const isOpen = isMoving(restore) || restore.state === "ready";
  const wanted = restore.is_new ? restore.name : name;
  const error = begin.error ?? callOff.error;
  if (!isOpen) return null;
  return (
    <>
      {restore.state === "ready" && mayBegin && (
        <TextInput
          label={words.type(wanted)}
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
      )}
      {error && (
        <Alert role="alert" color="red">
          {sentence(error)}
        </Alert>
      )}
      <Group justify="flex-end">
        {mayStop && (
          <Button
            variant="default"
            loading={callOff.isPending}
            onClick={() => callOff.mutate(restore.id, { onSuccess: () => notifications.show({ message: words.calledOff }) })}
          >
            {words.callOff}
          </Button>
        )}
        {restore.state === "ready" && mayBegin && (
          <Button color="red.9" disabled={typed.trim() !== wanted} loading={begin.isPending} onClick={() => begin.mutate(restore.id)}>
            {words.begin}
          </Button>
        )}
      </Group>
    </>
  );
}

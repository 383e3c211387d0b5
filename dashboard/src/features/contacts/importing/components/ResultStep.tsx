/** The last step: how far it is, what came of it, what was wrong, and undoing it. */

import { Alert, Badge, Button, Group, Modal, Progress, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";

import { sentence } from "@/api/problem";
import { count } from "@/components/format";
import { ErrorState, Loading } from "@/components/states";
import { importing as words } from "@/words";

import { type Import, isUnderWay, useDownload, useReport, useStop, useUndo } from "../queries";

export function ResultStep({ imported }: { imported: Import }) {
  const { id, state } = imported;
  const stop = useStop(id);
  const undo = useUndo(id);
  const [isAsking, setAsking] = useState(false);
  const isOver = ["done", "cancelled", "failed"].includes(state);
  const isUndone = state === "undoing" || state === "undone";
  const error = stop.error ?? undo.error;
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <Badge variant="light" color={state === "failed" ? "red" : state === "done" ? "green" : "gray"}>
          {words.states[state]}
        </Badge>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {imported.filename || words.noName}
        </Text>
      </Group>
      {isUnderWay(imported) && <Going imported={imported} />}
      {imported.failure && (
        <Alert color="red" variant="light">
          {imported.failure}
        </Alert>
      )}
      <Counts imported={imported} names={["created", "updated", "unchanged", "left_alone", "failed"]} />
      {isUndone && <Counts imported={imported} names={["removed", "restored", "kept"]} />}
      {error && (
        <Alert role="alert" color="red" variant="light">
          {sentence(error)}
        </Alert>
      )}
      <Group gap="sm">
        {state === "running" && (
          <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
            {words.stop}
          </Button>
        )}
        {isOver && imported.slices > 0 && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {words.undo}
          </Button>
        )}
        <Button component={Link} to="/contacts/import" variant="default">
          {words.another}
        </Button>
      </Group>
      {!isUnderWay(imported) && <Listing imported={imported} kind="report" />}
      {state === "undone" && imported.kept > 0 && <Listing imported={imported} kind="kept" />}
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={words.undoTitle}>
        <Stack>
          <Text size="sm">{words.undoBody}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.cancel}
            </Button>
            <Button
              color="red"
              loading={undo.isPending}
              onClick={() => undo.mutate(undefined, { onSettled: () => setAsking(false) })}
            >
              {words.undo}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}

function Going({ imported }: { imported: Import }) {
  const isUndoing = imported.state === "undoing";
  const done = isUndoing ? imported.slices - imported.undo_slices : Math.min(imported.next_line - 2, imported.lines);
  const all = isUndoing ? imported.slices : imported.lines;
  const label = isUndoing ? words.undoing : words.progress(count(done), count(all));
  return (
    <Stack gap={6} role="status">
      <Progress animated value={all > 0 ? (done / all) * 100 : 0} aria-label={label} />
      <Text size="sm">{label}</Text>
    </Stack>
  );
}

function Counts({ imported, names }: { imported: Import; names: (keyof typeof words.counts)[] }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 5 }} spacing="sm">
      {names.map((name) => (
        <div key={name}>
          <Text size="xs" c="dimmed">
            {words.counts[name]}
          </Text>
          <Text fw={600} size="lg">
            {count(imported[name])}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

function Listing({ imported, kind }: { imported: Import; kind: "report" | "kept" }) {
  const isThere = kind === "kept" || Object.keys(imported.problems).length > 0;
  const report = useReport(imported.id, kind, isThere);
  const download = useDownload(imported.id);
  const title = kind === "report" ? words.report : words.keptTitle;
  const items = report.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {kind === "report" && isThere && (
          <Button size="xs" variant="default" loading={download.isPending} onClick={() => download.mutate()}>
            {words.download}
          </Button>
        )}
      </Group>
      {download.isError && (
        <Alert role="alert" color="red" variant="light" mb="xs">
          {sentence(download.error)}
        </Alert>
      )}
      {!isThere ? (
        <Text c="dimmed">{words.nothingWrong}</Text>
      ) : report.isPending ? (
        <Loading />
      ) : report.isError ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : (
        <Stack gap="sm" align="flex-start">
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.line}</Table.Th>
                <Table.Th>{words.column}</Table.Th>
                <Table.Th>{words.problem}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item, place) => (
                <Table.Tr key={place}>
                  <Table.Td>{item.line}</Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{item.column}</Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{item.detail}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {report.hasNextPage && (
            <Button variant="default" loading={report.isFetchingNextPage} onClick={() => void report.fetchNextPage()}>
              {words.more}
            </Button>
          )}
        </Stack>
      )}
    </section>
  );
}

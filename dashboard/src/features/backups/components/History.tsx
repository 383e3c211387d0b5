/** Every backup, the newest first, and what can be done with each. */

import { ActionIcon, Alert, Badge, Button, Group, Menu, Modal, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArchive, IconDotsVertical } from "@tabler/icons-react";
import { useState } from "react";

import { sentence } from "@/api/problem";
import { bytes, count, dateTime } from "@/components/format";
import { Section } from "@/components/Section";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { backups, common } from "@/words";

import { type Backup, isDamaged, useDeeds, useHistory } from "../queries";
import { RestoreModal } from "./RestoreModal";

const words = backups.history;
const COLORS: Record<string, string> = { running: "blue", done: "green", failed: "red", deleting: "gray" };

export function History({ isRunning }: { isRunning: boolean }) {
  const mayRun = useMay("admin");
  const { discover } = useDeeds();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useHistory(isRunning);
  const look = () =>
    discover.mutate(undefined, {
      onSuccess: ({ found, added }) => notifications.show({ message: words.discovered(found, added) }),
      onError: (failure) => notifications.show({ color: "red", title: backups.failed, message: sentence(failure) }),
    });
  const all = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.title}>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data && all.length === 0 && (
        <EmptyState icon={IconArchive} title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {all.map((backup) => (
        <Row key={backup.id} backup={backup} />
      ))}
      <Group gap="sm">
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {common.loadMore}
          </Button>
        )}
        {mayRun && (
          <Button variant="default" loading={discover.isPending} onClick={look}>
            {words.discover}
          </Button>
        )}
      </Group>
    </Section>
  );
}

function Row({ backup }: { backup: Backup }) {
  const mayRun = useMay("admin");
  const when = dateTime(backup.started_at);
  return (
    <Paper withBorder p="sm" component="article" aria-label={words.of(when)}>
      <Group wrap="nowrap" align="flex-start">
        <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{when}</Text>
            <Badge color={isDamaged(backup) ? "red" : COLORS[backup.state]} variant="light" tt="none">
              {backup.headline}
            </Badge>
            <Badge color="gray" variant="light" tt="none">
              {words.kinds[backup.kind] ?? backup.kind}
            </Badge>
            {backup.encryption !== "none" && (
              <Badge color="gray" variant="light" tt="none">
                {words.encrypted}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {[
              backups.counts(count(backup.documents), count(backup.media)),
              bytes(backup.size_bytes + backup.media_bytes),
              backup.trigger === "schedule" ? words.bySchedule : words.byPerson(backup.by),
              backup.needed_by > 0 ? words.neededBy(count(backup.needed_by)) : "",
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
          {backup.detail && !isDamaged(backup) && (
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {backup.detail}
            </Text>
          )}
          <Checked backup={backup} />
        </Stack>
        {mayRun && backup.state !== "deleting" && <RowMenu backup={backup} when={when} />}
      </Group>
    </Paper>
  );
}

function Checked({ backup }: { backup: Backup }) {
  const { check } = backup;
  if (!check) return null;
  if (check.state === "running") return <Text size="sm">{words.checking}</Text>;
  if (check.state === "done") return <Text size="sm">{words.checked(dateTime(check.finished_at ?? check.started_at))}</Text>;
  return (
    <Alert color="red" variant="light" role="alert" style={{ overflowWrap: "anywhere" }}>
      {isDamaged(backup) ? backup.detail : check.error}
    </Alert>
  );
}

function RowMenu({ backup, when }: { backup: Backup; when: string }) {
  const mayRestore = useMay("owner");
  const { verify, drill } = useDeeds();
  const [asking, setAsking] = useState<"restore" | "delete" | null>(null);
  const isWhole = backup.state === "done";
  const told = (message: string) => ({
    onSuccess: () => notifications.show({ message }),
    onError: (error: unknown) => notifications.show({ color: "red", title: backups.failed, message: sentence(error) }),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.more(when)}>
            <IconDotsVertical size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isWhole && <Menu.Item onClick={() => verify.mutate(backup.id, told(words.verifying))}>{words.verify}</Menu.Item>}
          {isWhole && mayRestore && <Menu.Item onClick={() => setAsking("restore")}>{words.restore}</Menu.Item>}
          {isWhole && <Menu.Item onClick={() => drill.mutate(backup.id, told(words.drilling))}>{words.drill}</Menu.Item>}
          <Menu.Item c="red" disabled={backup.needed_by > 0} onClick={() => setAsking("delete")}>
            {backup.state === "running" ? backups.stop : words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === "restore" && <RestoreModal backup={backup} onClose={() => setAsking(null)} />}
      {asking === "delete" && <DeleteModal backup={backup} when={when} onClose={() => setAsking(null)} />}
    </>
  );
}

function DeleteModal({ backup, when, onClose }: { backup: Backup; when: string; onClose: () => void }) {
  const { remove } = useDeeds();
  const isRunning = backup.state === "running";
  const onSuccess = () => {
    notifications.show({ message: words.deleted });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={isRunning ? words.stopTitle : words.deleteTitle(when)}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <Stack>
        <Text size="sm">{isRunning ? words.stopText : words.deleteText}</Text>
        {remove.error && (
          <Alert role="alert" color="red">
            {sentence(remove.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate(backup.id, { onSuccess })}>
            {isRunning ? backups.stop : words.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

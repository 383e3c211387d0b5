/** The backups page: how they are, the Drive, the schedule, the history, and restoring. */

import { Alert, Button, Group, SimpleGrid, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCloudLock, IconCloudUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSearchParams } from "react-router";

import { keys } from "@/api/queries";
import { sentence } from "@/api/problem";
import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay, useTenant } from "@/session/tenant";
import { backups as words, common } from "@/words";

import { DriveCard } from "./components/DriveCard";
import { History } from "./components/History";
import { Restores } from "./components/Restores";
import { ScheduleCard } from "./components/ScheduleCard";
import { DrillCard, StatusCard } from "./components/StatusCard";
import { useDeeds, useDrive, useStatus } from "./queries";

export function Component() {
  const { plan } = useTenant();
  if (plan === "starter") {
    return (
      <Page title={words.title} lead={words.lead}>
        <EmptyState icon={IconCloudLock} title={words.needsTitle}>
          {words.needs}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={words.title} lead={words.lead} actions={<RunButton />}>
      <Outcome />
      <Shown />
    </Page>
  );
}

function Shown() {
  const { data, error, refetch } = useStatus();
  const queries = useQueryClient();
  const runningId = data?.running?.id;
  // What has begun or ended fills the Drive, and shows in the history.
  useEffect(() => void queries.invalidateQueries({ queryKey: [...keys.backups, "drive"] }), [queries, runningId]);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack gap="md">
          <StatusCard status={data} />
          <DriveCard />
          <DrillCard drill={data.drill} />
        </Stack>
        <ScheduleCard />
      </SimpleGrid>
      <Restores />
      <History isRunning={data.running !== null} />
    </Stack>
  );
}

function RunButton() {
  const mayRun = useMay("admin");
  const { data: drive } = useDrive();
  const { data: status } = useStatus();
  const { run } = useDeeds();
  if (!mayRun || drive?.status !== "connected") return null;
  const begin = () =>
    run.mutate(undefined, {
      onSuccess: () => notifications.show({ color: "green", message: words.began }),
      onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
    });
  return (
    <Button
      leftSection={<IconCloudUpload size={18} aria-hidden />}
      loading={run.isPending}
      disabled={Boolean(status?.running)}
      onClick={begin}
    >
      {words.run}
    </Button>
  );
}

/** What came of Google's page, which sends the browser back here with a word. */
function Outcome() {
  const [search, setSearch] = useSearchParams();
  const text = words.drive.outcomes[search.get("drive") ?? ""];
  if (!text) return null;
  const isGood = search.get("drive") === "connected";
  return (
    <Group mb="md">
      <Alert
        flex={1}
        color={isGood ? "green" : "red"}
        role={isGood ? "status" : "alert"}
        variant="light"
        withCloseButton
        closeButtonLabel={common.close}
        onClose={() => setSearch({}, { replace: true })}
      >
        {text}
      </Alert>
    </Group>
  );
}

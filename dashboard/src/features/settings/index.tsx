/** The settings page: the workspace, what this month has used, and the plans. */

import { Alert, SimpleGrid, Stack } from "@mantine/core";

import type { Schemas } from "@/api/client";
import { CopyField } from "@/components/CopyField";
import { Page } from "@/components/Page";
import { ErrorState, Loading } from "@/components/states";
import { FirstSteps } from "@/features/first-steps/FirstSteps";
import { languageName } from "@/features/templates/languages";
import { useMay } from "@/session/tenant";
import { common, settings as words } from "@/words";

import { Attributes } from "./components/Attributes";
import { Backups } from "./components/Backups";
import { Fact, Section } from "@/components/Section";
import { Plans } from "./components/Plans";
import { SettingsTabs } from "./components/SettingsTabs";
import { Usage } from "./components/Usage";
import { WorkspaceForm } from "./components/WorkspaceForm";
import { useWorkspace } from "./queries";

export function Component() {
  const { data, error, refetch } = useWorkspace();
  return (
    <Page title={words.title}>
      <SettingsTabs />
      <FirstSteps />
      {data ? (
        <Shown workspace={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Shown({ workspace }: { workspace: Schemas["WorkspaceView"] }) {
  const mayChange = useMay("admin");
  const { id, name, plan, role, time_zone: zone, language, suspended } = workspace;
  return (
    <Stack gap="md">
      {suspended && (
        <Alert color="red" variant="light" role="alert" title={words.suspendedTitle}>
          {words.suspended}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Section title={words.workspace}>
          {mayChange ? (
            <WorkspaceForm workspace={workspace} />
          ) : (
            <>
              <Fact label={words.name}>{name}</Fact>
              <Fact label={words.timeZone}>{zone}</Fact>
              <Fact label={words.language}>{languageName(language)}</Fact>
            </>
          )}
          <Fact label={words.yourRole}>{common.roles[role]}</Fact>
          <CopyField label={words.id} value={id} />
        </Section>
        <Usage />
        <Backups plan={plan} />
        <Attributes />
      </SimpleGrid>
      <Plans />
    </Stack>
  );
}

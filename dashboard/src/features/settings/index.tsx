/** The settings page: the workspace, its plan, and what this month has used of it. */

import { Alert, List, SimpleGrid, Text } from "@mantine/core";

import type { Schemas } from "@/api/client";
import { CopyField } from "@/components/CopyField";
import { Page } from "@/components/Page";
import { ErrorState, Loading } from "@/components/states";
import { common, settings as words } from "@/words";

import { Attributes } from "./components/Attributes";
import { Backups } from "./components/Backups";
import { Fact, Section } from "@/components/Section";
import { SettingsTabs } from "./components/SettingsTabs";
import { Usage } from "./components/Usage";
import { useWorkspace } from "./queries";

export function Component() {
  const { data, error, refetch } = useWorkspace();
  return (
    <Page title={words.title}>
      <SettingsTabs />
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
  const { id, name, plan, role, time_zone: zone, limits, suspended } = workspace;
  return (
    <>
      {suspended && (
        <Alert color="red" role="alert" mb="md">
          {words.suspended}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Section title={words.workspace}>
          <Fact label={words.name}>{name}</Fact>
          <Fact label={words.timeZone}>{zone}</Fact>
          <Fact label={words.yourRole}>{common.roles[role]}</Fact>
          <CopyField label={words.id} value={id} />
        </Section>
        <Usage />
        <Backups plan={plan} />
        <Attributes />
        <Section title={words.plan}>
          <Text fw={600}>{common.plans[plan]}</Text>
          <Text size="sm" c="dimmed">
            {words.included}
          </Text>
          <List size="sm">
            <List.Item>{words.limits.messages(limits.messages_a_month.toLocaleString("en"))}</List.Item>
            <List.Item>{words.limits.channels(limits.channels_per_provider)}</List.Item>
            <List.Item>{words.limits.agents(limits.agents)}</List.Item>
          </List>
        </Section>
      </SimpleGrid>
    </>
  );
}

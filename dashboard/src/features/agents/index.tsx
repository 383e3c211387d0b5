/** The AI agents page: which there are, where they answer, and what they did. */

import { Button, SegmentedControl, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconPlus, IconRobot } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Link, useSearchParams } from "react-router";

import { Page } from "@/components/Page";
import { PlanNeeded } from "@/components/PlanNeeded";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { agents as words } from "@/words";

import { AgentCard } from "./components/AgentCard";
import { useAgents, useChannels, useWorkspace } from "./queries";

// Charts and dates are heavy, and the list does without.
const Numbers = lazy(async () => ({ default: (await import("./components/numbers/Numbers")).Numbers }));

export function Component() {
  const [search, setSearch] = useSearchParams();
  const tab = search.get("tab") === "numbers" ? "numbers" : "agents";
  const mayChange = useMay("admin");
  return (
    <Page title={words.title} lead={words.lead} actions={mayChange && <NewButton />}>
      <SegmentedControl
        mb="md"
        aria-label={words.tabs.label}
        value={tab}
        data={[
          { value: "agents", label: words.tabs.agents },
          { value: "numbers", label: words.tabs.numbers },
        ]}
        onChange={(next) => setSearch(next === "numbers" ? { tab: next } : {}, { replace: true })}
      />
      {tab === "numbers" ? (
        <Suspense fallback={<Loading height="40dvh" />}>
          <Numbers />
        </Suspense>
      ) : (
        <AgentList mayChange={mayChange} />
      )}
    </Page>
  );
}

/** Leads to a new agent, or says that the plan has no room for another. */
function NewButton() {
  const { data: workspace } = useWorkspace();
  const { data: agents } = useAgents();
  const limit = workspace?.limits.agents;
  const icon = <IconPlus size={18} aria-hidden />;
  if (limit !== undefined && agents && agents.length >= limit) {
    return <PlanNeeded label={words.new} icon={icon} title={words.fullTitle} text={words.full(limit)} />;
  }
  return (
    <Button component={Link} to="/agents/new" leftSection={icon}>
      {words.new}
    </Button>
  );
}

function AgentList({ mayChange }: { mayChange: boolean }) {
  const { data: agents, error, refetch } = useAgents();
  const { data: workspace } = useWorkspace();
  const { data: channels = [] } = useChannels();
  if (!agents) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  if (agents.length === 0) {
    return (
      <EmptyState icon={IconRobot} title={words.emptyTitle}>
        {mayChange ? words.empty : words.emptyViewer}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm">
      {workspace && (
        <Text size="sm" c="dimmed">
          {words.used(agents.length, workspace.limits.agents)}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" component="section" aria-label={words.list}>
        {agents.map((agent) => (
          <AgentCard key={agent.id} agent={agent} channels={channels} mayChange={mayChange} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

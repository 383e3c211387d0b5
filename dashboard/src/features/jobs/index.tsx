/** Work in the background: what failed, what takes long, what is wrong, and the platform's queues. */

import { Badge, Stack, Tabs } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Navigate, useNavigate, useParams } from "react-router";

import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useOpenIncidents } from "@/session/incidents";
import { jobs as words } from "@/words";

import { Failed } from "./components/Failed";
import { Incidents } from "./components/Incidents";
import { LongWork } from "./components/LongWork";
import { Queues } from "./components/Queues";
import { Schedules } from "./components/Schedules";
import { useBoard } from "./queries";
import { useLiveFailures } from "./useLiveJobs";

const PARTS: Record<string, { Part: () => ReactNode; isOperators?: boolean }> = {
  failed: { Part: Failed },
  running: { Part: LongWork },
  incidents: { Part: Incidents },
  queues: { Part: Queues, isOperators: true },
  schedules: { Part: Schedules },
};

export function Component() {
  const { part: name = "failed" } = useParams();
  useLiveFailures();
  const part = PARTS[name];
  if (!part) return <Navigate to="/jobs" replace />;
  return (
    <Page title={words.title} lead={words.lead}>
      <Stack gap="lg">
        <Parts open={name} />
        {part.isOperators ? <ForOperators Part={part.Part} /> : <part.Part />}
      </Stack>
    </Page>
  );
}

function Parts({ open }: { open: string }) {
  const navigate = useNavigate();
  const { data: board } = useBoard();
  const { data: incidents } = useOpenIncidents();
  const counts: Record<string, number> = {
    failed: (board?.failed ?? 0) + (board?.unknown ?? 0),
    incidents: incidents?.length ?? 0,
  };
  const isOperator = board?.operator === true;
  const shown = Object.entries(PARTS).filter(([name, part]) => (part.isOperators ? isOperator || name === open : true));
  return (
    <Tabs value={open} onChange={(to) => to && void navigate(to === "failed" ? "/jobs" : `/jobs/${to}`)}>
      <Tabs.List aria-label={words.tabs.label}>
        {shown.map(([name]) => (
          <Tabs.Tab key={name} value={name} rightSection={<Count of={counts[name] ?? 0} />}>
            {words.tabs[name as keyof typeof words.tabs]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}

function Count({ of }: { of: number }) {
  if (of === 0) return null;
  return (
    <Badge size="sm" circle={of < 10} color="red.9">
      {of > 99 ? "99+" : of}
    </Badge>
  );
}

function ForOperators({ Part }: { Part: () => ReactNode }) {
  const { data, error, refetch } = useBoard();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  if (data.operator) return <Part />;
  return (
    <EmptyState icon={IconLock} title={words.operatorTitle}>
      {words.operator}
    </EmptyState>
  );
}

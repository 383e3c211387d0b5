/** The latest campaigns side by side: what became of the messages of each. */

import { Anchor } from "@mantine/core";
import { lazy } from "react";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { ChartCard } from "@/components/charts/ChartCard";
import { count, percent } from "@/components/format";
import { ErrorState, Loading } from "@/components/states";
import { Section } from "@/components/Section";
import { analytics } from "@/words";

import { useLaunched, useProgresses } from "../queries";

const words = analytics.campaigns;
const GroupedBars = lazy(async () => ({ default: (await import("@/components/charts/GroupedBars")).GroupedBars }));

interface Row {
  id: string;
  name: string;
  messages: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
}

export function CampaignComparison() {
  const launched = useLaunched();
  const campaigns = launched.data ?? [];
  const progresses = useProgresses(campaigns.map(({ id }) => id));
  const error = launched.error ?? progresses.error;
  if (launched.data?.length === 0) return null;
  if (!launched.data || !progresses.isComplete) {
    return (
      <Section title={words.title}>
        {error ? <ErrorState error={error} onRetry={() => void launched.refetch().then(progresses.refetch)} /> : <Loading />}
      </Section>
    );
  }
  const rows = campaigns.flatMap(({ id, name }, index) => {
    const progress = progresses.data[index];
    return progress ? [rowOf(id, name, progress)] : [];
  });
  const share = (part: number, of: number) => (of > 0 ? Math.round((part / of) * 1000) / 10 : 0);
  const both = (part: number, { messages }: Row) => `${count(part)} (${percent(part, messages)})`;
  const height = 72 + rows.length * 76;
  return (
    <ChartCard
      title={words.title}
      note={words.note}
      height={height}
      chart={
        <GroupedBars
          height={height}
          data={rows.map((row) => ({
            name: row.name,
            sent: share(row.sent, row.messages),
            delivered: share(row.delivered, row.messages),
            read: share(row.read, row.messages),
            failed: share(row.failed, row.messages),
          }))}
          series={[
            { name: "sent", label: words.sent, color: "var(--app-chart-quiet)" },
            { name: "delivered", label: words.delivered, color: "var(--app-chart-out)" },
            { name: "read", label: words.read, color: "var(--app-chart-in)" },
            { name: "failed", label: words.failed, color: "var(--app-chart-bad)" },
          ]}
        />
      }
      columns={[
        {
          label: words.name,
          isText: true,
          of: ({ id, name }, isLinked) =>
            isLinked ? (
              <Anchor component={Link} to={`/campaigns/${id}`} size="sm">
                {name}
              </Anchor>
            ) : (
              name
            ),
        },
        { label: words.messages, of: ({ messages }) => count(messages) },
        { label: words.sent, of: (row) => both(row.sent, row) },
        { label: words.delivered, of: (row) => both(row.delivered, row) },
        { label: words.read, of: (row) => both(row.read, row) },
        { label: words.failed, of: (row) => both(row.failed, row) },
      ]}
      rows={rows}
    />
  );
}

function rowOf(id: string, name: string, { messages, funnel }: Schemas["Progress"]): Row {
  const { sent = 0, delivered = 0, read = 0, failed = 0 } = funnel;
  return { id, name, messages, sent, delivered, read, failed };
}

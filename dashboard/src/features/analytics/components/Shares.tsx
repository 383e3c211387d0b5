/** Through which channels people wrote, and who of the business. */

import { Text } from "@mantine/core";

import { Change } from "@/components/charts/Change";
import { count, percent } from "@/components/format";
import { Section } from "@/components/Section";
import { analytics } from "@/words";

import { change, type Details } from "../compare";
import { useChannels } from "../queries";
import { BarTable } from "./BarTable";

interface SharesProps {
  now: Details;
  then: Details | null | undefined;
}

export function Channels({ now, then }: SharesProps) {
  const words = analytics.channels;
  const { data: channels = [] } = useChannels();
  const both = (id: string, of: Details | null | undefined) => {
    const { inbound = 0, outbound = 0 } = of?.channels[id] ?? {};
    return inbound + outbound;
  };
  const used = Object.keys(now.channels)
    .filter((id) => both(id, now) > 0)
    .sort((a, b) => both(b, now) - both(a, now));
  return (
    <Section title={words.title}>
      {used.length === 0 ? (
        <Text c="dimmed">{words.none}</Text>
      ) : (
        <BarTable
          label={words.title}
          head={words.name}
          columns={[analytics.messages.inbound, analytics.messages.outbound, ...(then ? [analytics.funnel.change] : [])]}
          bars={used.map((id) => ({
            id,
            name: channels.find((channel) => channel.id === id)?.name ?? (id === "unknown" ? words.unknown : id),
            value: both(id, now),
            color: "var(--app-chart-in)",
            cells: [
              count(now.channels[id]?.inbound ?? 0),
              count(now.channels[id]?.outbound ?? 0),
              ...(then ? [<Change key="change" share={change(both(id, now), both(id, then))} />] : []),
            ],
          }))}
        />
      )}
    </Section>
  );
}

export function Writers({ now, then }: SharesProps) {
  const words = analytics.writers;
  const writers = Object.entries(now.authors)
    .filter(([, messages]) => messages > 0)
    .sort(([, a], [, b]) => b - a);
  const all = writers.reduce((sum, [, messages]) => sum + messages, 0);
  return (
    <Section title={words.title}>
      {writers.length === 0 ? (
        <Text c="dimmed">{words.none}</Text>
      ) : (
        <BarTable
          label={words.title}
          head={words.name}
          columns={[analytics.messages.outbound, analytics.funnel.share, ...(then ? [analytics.funnel.change] : [])]}
          bars={writers.map(([author, messages]) => ({
            id: author,
            name: analytics.authors[author] ?? author,
            value: messages,
            color: "var(--app-chart-out)",
            cells: [
              count(messages),
              percent(messages, all),
              ...(then ? [<Change key="change" share={change(messages, then.authors[author] ?? 0)} />] : []),
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** Which campaigns use the template. */

import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "react-router";

import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { campaigns, templates as words } from "@/words";

import { useUses } from "../queries";

export function Uses({ id }: { id: string }) {
  const { data, error, refetch } = useUses(id);
  return (
    <Section title={words.detail.usedBy}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading height={60} />}
      {data?.length === 0 && <Text size="sm">{words.detail.usedByNone}</Text>}
      {data?.map((use) => (
        <Group key={use.id} gap="xs">
          <Anchor component={Link} to={`/campaigns/${use.id}`} size="sm" style={{ overflowWrap: "anywhere" }}>
            {use.name}
          </Anchor>
          <Text size="sm" c="dimmed">
            {campaigns.status[use.status] ?? use.status}
          </Text>
        </Group>
      ))}
    </Section>
  );
}

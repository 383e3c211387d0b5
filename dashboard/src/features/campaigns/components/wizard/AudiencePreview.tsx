/** How many are meant, and some of them. */

import { Avatar, Badge, Group, Loader, Paper, Stack, Text } from "@mantine/core";

import { count } from "@/components/format";
import { ErrorState } from "@/components/states";
import { campaigns as words } from "@/words";

import type { AudienceFilter } from "../../audience";
import { useAudience, useAudiencePreview } from "../../audienceQueries";

export type PreviewOf = { id: string } | { filter: AudienceFilter } | null;

const MOST_TAGS = 2;

export function AudiencePreview({ of }: { of: PreviewOf }) {
  // An audience whose file is read in has more people every moment.
  const { data: audience } = useAudience(of && "id" in of ? of.id : null);
  const { data, error, refetch, isFetching } = useAudiencePreview(of, audience?.last_import?.rows ?? 0);
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.audience.preview} aria-live="polite">
      <Group justify="space-between" mb="sm">
        <Text component="h2" fw={650}>
          {words.audience.preview}
        </Text>
        {isFetching && <Loader size="xs" aria-label={words.audience.counting} />}
      </Group>
      {!of && (
        <Text size="sm" c="dimmed">
          {words.audience.notYet}
        </Text>
      )}
      {of && error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {of && data && (
        <Stack gap="sm">
          <Text size="xl" fw={700}>
            {data.complete
              ? words.audience.total(count(data.count))
              : words.audience.atLeast(count(data.count), count(data.looked_at))}
          </Text>
          {data.complete && data.count === 0 && <Text size="sm">{words.audience.nobody}</Text>}
          {data.samples.length > 0 && (
            <Text size="sm" c="dimmed">
              {words.audience.samples}
            </Text>
          )}
          {data.samples.map(({ id, name, username, tags }) => (
            <Group key={id} gap="xs" wrap="nowrap">
              <Avatar size={28} radius="xl" color="brand" alt="">
                {(name || username || "?").slice(0, 1).toUpperCase()}
              </Avatar>
              <Text size="sm" truncate style={{ flex: 1 }}>
                {[name, username, words.recipients.unnamed].find(Boolean)}
              </Text>
              {tags.slice(0, MOST_TAGS).map((tag) => (
                <Badge key={tag} variant="default" size="sm" maw={90}>
                  {tag}
                </Badge>
              ))}
            </Group>
          ))}
        </Stack>
      )}
    </Paper>
  );
}

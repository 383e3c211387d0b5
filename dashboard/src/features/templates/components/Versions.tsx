/** What the template said before, and taking it back. */

import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconHistory } from "@tabler/icons-react";

import { dateTime } from "@/components/format";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { common, templates as words } from "@/words";

import { type Draft, draftOf } from "../draft";
import { type TemplateDetail, useVersions } from "../queries";

interface VersionsProps {
  template: TemplateDetail;
  mayChange: boolean;
  onRestore: (draft: Draft) => void;
}

export function Versions({ template, mayChange, onRestore }: VersionsProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useVersions(template.id);
  const all = data?.pages.flatMap((page) => page.items) ?? [];
  const restore = (version: (typeof all)[number]) => {
    const { header, buttons } = version as Pick<Draft, "header" | "buttons">;
    onRestore(draftOf({ ...version, name: template.name, language: template.language, header, buttons }));
    notifications.show({ message: words.detail.restored(version.version) });
    scrollTo({ top: 0 });
  };
  return (
    <Section title={words.detail.versions}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading height={80} />}
      {all.map((version) => (
        <Paper key={version.version} withBorder p="sm" role="group" aria-label={words.detail.version(version.version)}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Stack gap={2} style={{ minWidth: 0 }}>
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {words.detail.version(version.version)}
                </Text>
                {version.version === template.version && <Badge variant="light">{words.detail.current}</Badge>}
                <Text size="sm" c="dimmed">
                  {version.updated_at && dateTime(version.updated_at)}
                </Text>
              </Group>
              <Text size="sm" lineClamp={3} style={{ overflowWrap: "anywhere" }}>
                {version.body}
              </Text>
            </Stack>
            {mayChange && version.version !== template.version && (
              <Button
                size="compact-sm"
                variant="default"
                style={{ flex: "none" }}
                leftSection={<IconHistory size={14} aria-hidden />}
                aria-label={words.detail.restoreOf(version.version)}
                onClick={() => restore(version)}
              >
                {words.detail.restore}
              </Button>
            )}
          </Group>
        </Paper>
      ))}
      {hasNextPage && (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Section>
  );
}

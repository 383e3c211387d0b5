/** Pairs of contacts that are probably one person, found by comparing all of them. */

import { Anchor, Group, Loader, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconUsers } from "@tabler/icons-react";
import { useEffect } from "react";
import { Link } from "react-router";

import { count } from "@/components/format";
import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { contacts } from "@/words";

import { SuggestionRow } from "./components/SuggestionRow";
import { useAllSuggestions } from "./suggestionQueries";

const words = contacts.suggestions;
/** As many pairs are enough to begin with; the rest is looked for once these are dealt with. */
const ENOUGH = 50;

export function Component() {
  const mayChange = useMay("agent");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching, isFetchNextPageError } = useAllSuggestions();
  const found = data?.pages.flatMap((page) => page.items) ?? [];
  const looksOn = hasNextPage && found.length < ENOUGH;
  useEffect(() => {
    if (looksOn && !isFetching && !isFetchNextPageError) void fetchNextPage();
  });
  return (
    <Page title={words.title} lead={words.lead}>
      <Anchor component={Link} to="/contacts" size="sm" mb="md" style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
        <IconArrowLeft size={16} aria-hidden />
        {contacts.profile.all}
      </Anchor>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data && (
        <Stack gap="sm">
          <Group gap="xs">
            {isFetching && <Loader size="xs" aria-label={words.looking} />}
            <Text size="sm" c="dimmed" role="status">
              {words.compared(count(data.pages.reduce((sum, page) => sum + page.looked_at, 0)))}
            </Text>
          </Group>
          {found.length === 0 && !looksOn && (
            <EmptyState icon={IconUsers} title={words.noneTitle}>
              {words.none}
            </EmptyState>
          )}
          <Stack gap="sm" component="section" aria-label={words.title}>
            {found.map((suggestion) => (
              <SuggestionRow
                key={`${suggestion.contact.id} ${suggestion.other.id}`}
                suggestion={suggestion}
                namesBoth
                mayChange={mayChange}
                onMerged={() => undefined}
              />
            ))}
          </Stack>
          {isFetchNextPageError && <ErrorState error={error} onRetry={() => void fetchNextPage()} />}
        </Stack>
      )}
    </Page>
  );
}

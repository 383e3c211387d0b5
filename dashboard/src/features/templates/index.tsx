/** The templates page: which there are, what WhatsApp says of each, and making another. */

import { Button, Group, Stack } from "@mantine/core";
import { IconPlus, IconRefresh, IconTemplate } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";

import { Page } from "@/components/Page";
import { useSearch } from "@/components/searchParams";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { common, templates as words } from "@/words";

import { FileMenu } from "./components/FileMenu";
import { Filters } from "./components/Filters";
import { SyncModal } from "./components/SyncModal";
import { TemplateRow } from "./components/TemplateRow";
import { type Filter, isNarrowed, readFilter, writeFilter } from "./filter";
import { useChannels, useTemplates } from "./queries";

export function Component() {
  const [search, setSearch] = useSearch();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = (changed: Partial<Filter>) => setSearch((now) => writeFilter({ ...readFilter(now), ...changed }));
  const mayChange = useMay("admin");
  const [syncing, setSyncing] = useState(false);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Group gap="xs">
          {mayChange && (
            <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setSyncing(true)}>
              {words.sync}
            </Button>
          )}
          <FileMenu mayImport={mayChange} />
          {mayChange && (
            <Button component={Link} to="/templates/new" leftSection={<IconPlus size={18} aria-hidden />}>
              {words.new}
            </Button>
          )}
        </Group>
      }
    >
      <Filters filter={filter} onChange={change} />
      <TemplateList filter={filter} mayChange={mayChange} onClear={() => setSearch(() => new URLSearchParams())} />
      {syncing && <SyncModal onClose={() => setSyncing(false)} />}
    </Page>
  );
}

interface TemplateListProps {
  filter: Filter;
  mayChange: boolean;
  onClear: () => void;
}

function TemplateList({ filter, mayChange, onClear }: TemplateListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTemplates(filter);
  const { data: channels = [] } = useChannels();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0 && !hasNextPage) {
    if (isNarrowed(filter)) {
      const clear = (
        <Button variant="default" onClick={onClear}>
          {words.clear}
        </Button>
      );
      return (
        <EmptyState icon={IconTemplate} title={words.noneTitle} action={clear}>
          {words.none}
        </EmptyState>
      );
    }
    return (
      <EmptyState icon={IconTemplate} title={words.emptyTitle}>
        {mayChange ? words.empty : words.emptyViewer}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm" component="section" aria-label={words.list}>
      {all.map((template) => (
        <TemplateRow key={template.id} template={template} channels={channels} mayChange={mayChange} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

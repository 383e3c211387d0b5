/** The contacts page: everybody, searched, filtered, and kept as segments. */

import { Button, Group } from "@mantine/core";
import { IconDownload, IconFileImport, IconPlus, IconUsers } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";

import { Page } from "@/components/Page";
import { useSearch } from "@/components/searchParams";
import { ErrorState } from "@/components/states";
import { useAudience } from "@/features/campaigns/audienceQueries";
import { useMay } from "@/session/tenant";
import { contacts as words } from "@/words";

import { ContactList } from "./components/ContactList";
import { ExportModal } from "./components/ExportModal";
import { NewContactModal } from "./components/NewContactModal";
import { SearchBar } from "./components/SearchBar";
import { filterInForce, isNarrowed, readSearch, type Search, writeSearch } from "./search";

export function Component() {
  const [params, setParams] = useSearch();
  const search = useMemo(() => readSearch(params), [params]);
  const change = (changed: Partial<Search>) => setParams((now) => writeSearch({ ...readSearch(now), ...changed }));
  const segment = useAudience(search.segment || null);
  const filter = useMemo(() => filterInForce(search, segment.data), [search, segment.data]);
  const mayChange = useMay("agent");
  const mayExport = useMay("admin");
  const [isCreating, setCreating] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const actions = mayChange && (
    <Group gap="xs">
      <Button component={Link} to="/contacts/duplicates" variant="default" leftSection={<IconUsers size={18} aria-hidden />}>
        {words.suggestions.open}
      </Button>
      <Button component={Link} to="/contacts/import" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>
        {words.import}
      </Button>
      {mayExport && (
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={filter === undefined}
          onClick={() => setExporting(true)}
        >
          {words.export.open}
        </Button>
      )}
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
        {words.new}
      </Button>
    </Group>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={actions}>
      <SearchBar search={search} segment={segment.data} filter={filter} mayChange={mayChange} onChange={change} />
      {segment.error && !segment.data ? (
        <ErrorState error={segment.error} onRetry={() => void segment.refetch()} />
      ) : (
        <ContactList
          q={search.q}
          filter={filter}
          isNarrowed={isNarrowed(search)}
          onClear={() => change({ q: "", segment: "", filter: null })}
        />
      )}
      {isCreating && <NewContactModal onClose={() => setCreating(false)} />}
      {isExporting && filter && (
        <ExportModal wanted={{ q: search.q, filter }} isNarrowed={isNarrowed(search)} onClose={() => setExporting(false)} />
      )}
    </Page>
  );
}

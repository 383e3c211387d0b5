/** The page of the audit trail. */

import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconDownload, IconHistory } from "@tabler/icons-react";

import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { audit as words, common } from "@/words";

import { type AuditFilter, useAudit, useAuditExport, useAuditFilter } from "./auditQueries";
import { EntryRow } from "./components/EntryRow";
import { ForAdmins } from "./components/ForAdmins";
import { SettingsTabs } from "./components/SettingsTabs";
import { nameOf } from "./peopleQueries";
import { useMembers } from "./queries";

const TYPING_MS = 400;
const ACTIONS = Object.entries(words.actions)
  .map(([value, label]) => ({ value, label: `${label} (${value})` }))
  .sort((a, b) => a.label.localeCompare(b.label));

export function Component() {
  const [filter, setFilter] = useAuditFilter();
  const exporting = useAuditExport(filter);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        useMay("admin") && (
          <Button
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={exporting.isPending}
            onClick={() => exporting.mutate()}
          >
            {words.export}
          </Button>
        )
      }
    >
      <SettingsTabs />
      <ForAdmins>
        <Stack>
          <Filters filter={filter} onChange={setFilter} />
          <Entries filter={filter} onClear={() => setFilter({ actor: "", action: "", target: "", from: "", to: "" })} />
        </Stack>
      </ForAdmins>
    </Page>
  );
}

interface FiltersProps {
  filter: AuditFilter;
  onChange: (change: Partial<AuditFilter>) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const { data: members } = useMembers();
  const type = useDebouncedCallback((target: string) => onChange({ target }), TYPING_MS);
  const people = (members ?? []).map((member) => ({ value: member.id, label: nameOf(member) }));
  return (
    <Group component="section" aria-label={words.filters} gap="sm" align="flex-end">
      <Select
        label={words.actor}
        placeholder={words.anybody}
        clearable
        searchable
        w={170}
        data={[...people, { value: "platform", label: words.platform }]}
        value={filter.actor || null}
        onChange={(actor) => onChange({ actor: actor ?? "" })}
      />
      <Select
        label={words.action}
        placeholder={words.anything}
        clearable
        searchable
        w={240}
        data={ACTIONS}
        value={filter.action || null}
        onChange={(action) => onChange({ action: action ?? "" })}
      />
      <TextInput
        key={filter.target === "" ? "empty" : "given"}
        label={words.target}
        w={200}
        maxLength={300}
        defaultValue={filter.target}
        onChange={({ currentTarget }) => type(currentTarget.value.trim())}
      />
      <TextInput
        label={words.from}
        type="date"
        max={filter.to || undefined}
        value={filter.from}
        onChange={({ currentTarget }) => onChange({ from: currentTarget.value })}
      />
      <TextInput
        label={words.to}
        type="date"
        min={filter.from || undefined}
        value={filter.to}
        onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
      />
    </Group>
  );
}

function Entries({ filter, onClear }: { filter: AuditFilter; onClear: () => void }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(filter);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) {
    const isNarrowed = Object.values(filter).some(Boolean);
    return (
      <EmptyState
        icon={IconHistory}
        title={isNarrowed ? words.noneFound : words.none}
        action={
          isNarrowed && (
            <Button variant="default" onClick={onClear}>
              {words.clear}
            </Button>
          )
        }
      >
        {isNarrowed ? words.noneFoundText : words.noneText}
      </EmptyState>
    );
  }
  return (
    <Stack gap="xs">
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()} style={{ alignSelf: "center" }}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

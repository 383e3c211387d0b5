/** What narrows the list: words, a segment, and conditions. */

import { Button, Drawer, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";

import { SearchField } from "@/components/SearchField";
import { type AudienceFilter, countRules, draftOf, filterOf } from "@/features/campaigns/audience";
import type { Audience } from "@/features/campaigns/audienceQueries";
import { FilterBuilder } from "@/features/campaigns/components/wizard/FilterBuilder";
import { common, contacts as words } from "@/words";

import { EVERYBODY, type Search } from "../search";
import { SegmentMenu, SegmentSelect } from "./Segments";

interface SearchBarProps {
  search: Search;
  segment: Audience | undefined;
  /** Who is shown; undefined while the segment is on its way. */
  filter: AudienceFilter | undefined;
  mayChange: boolean;
  onChange: (changed: Partial<Search>) => void;
}

export function SearchBar({ search, segment, filter, mayChange, onChange }: SearchBarProps) {
  const [isOpen, { open, close }] = useDisclosure();
  const rules = countRules(search.filter ?? (search.segment ? EVERYBODY : (filter ?? EVERYBODY)));
  return (
    <Group gap="xs" mb="md" role="search" align="center">
      <SearchField label={words.search} value={search.q} onSearch={(q) => onChange({ q })} />
      <SegmentSelect chosen={search.segment} onChoose={(id) => onChange({ segment: id, filter: null })} />
      <Button
        variant={rules > 0 ? "light" : "default"}
        leftSection={<IconFilter size={16} aria-hidden />}
        disabled={filter === undefined}
        onClick={open}
      >
        {rules > 0 ? words.filter.openCount(rules) : words.filter.open}
      </Button>
      {mayChange && filter && (
        <SegmentMenu
          segment={segment}
          filter={filter}
          isChanged={search.filter !== null}
          onChosen={(id) => onChange({ segment: id, filter: null })}
        />
      )}
      {isOpen && filter && (
        <FilterDrawer
          filter={filter}
          onClose={close}
          onApply={(next) => {
            onChange({ filter: next });
            close();
          }}
        />
      )}
    </Group>
  );
}

interface FilterDrawerProps {
  filter: AudienceFilter;
  onClose: () => void;
  onApply: (filter: AudienceFilter) => void;
}

function FilterDrawer({ filter, onClose, onApply }: FilterDrawerProps) {
  const [draft, setDraft] = useState(() => draftOf(filter));
  return (
    <Drawer opened onClose={onClose} position="right" size={760} title={words.filter.title} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <FilterBuilder filter={draft} onChange={setDraft} />
        <Group justify="flex-end">
          {countRules(draft) > 0 && (
            <Button variant="default" onClick={() => setDraft(draftOf(EVERYBODY))}>
              {words.filter.reset}
            </Button>
          )}
          <Button onClick={() => onApply(filterOf(draft))}>{words.filter.done}</Button>
        </Group>
      </Stack>
    </Drawer>
  );
}

/** Above the list: search, status, and the other filters. */

import { ActionIcon, Badge, Indicator, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { IconFilter, IconSearch, IconX, IconUserExclamation } from "@tabler/icons-react";
import { useState } from "react";

import { useSearch } from "@/components/searchParams";
import { useUnreadCount } from "@/session/unread";
import { inbox, shell } from "@/words";

import { countFilters, type Filter, writeFilter } from "../../filter";
import { Filters } from "./Filters";
import classes from "./list.module.css";

const TYPING_MS = 300;
const STATUSES = ["open", "resolved", "all"] as const;

interface ListHeadProps {
  filter: Filter;
  /** Labels that are in use. */
  labels: readonly string[];
  /** To whom something is assigned, also those who do not work here any more. */
  assignees: readonly string[];
  /** Moves on into the list. */
  onDown: () => void;
}

export function ListHead({ filter, labels, assignees, onDown }: ListHeadProps) {
  const [, setParams] = useSearch();
  const [showsFilters, { toggle, close }] = useDisclosure(false);
  const [typed, setTyped] = useState(filter.q);
  const change = (changed: Partial<Filter>) => setParams((now) => writeFilter(now, changed));
  const search = useDebouncedCallback((q: string) => change({ q }), TYPING_MS);
  const type = (q: string) => {
    setTyped(q);
    search(q);
  };
  const set = countFilters(filter);
  const says = set > 0 ? inbox.list.filtersActive(set) : inbox.list.filters;
  return (
    <div className={classes.head}>
      <div className={classes.searchLine} role="search">
        <TextInput
          className={classes.search}
          type="search"
          placeholder={inbox.list.search}
          aria-label={inbox.list.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            typed !== "" && (
              <ActionIcon variant="subtle" color="gray" aria-label={inbox.list.clearSearch} onClick={() => type("")}>
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )
          }
          value={typed}
          maxLength={64}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            onDown();
          }}
        />
        <Indicator disabled={set === 0} label={set} size={16} offset={4}>
          <ActionIcon
            variant={showsFilters ? "light" : "default"}
            size={36}
            aria-label={says}
            title={says}
            aria-expanded={showsFilters}
            onClick={toggle}
          >
            <IconFilter size={18} aria-hidden />
          </ActionIcon>
        </Indicator>
      </div>
      <div className={classes.searchLine}>
        <SegmentedControl
          flex={1}
          size="xs"
          aria-label={inbox.list.status}
          value={filter.status}
          onChange={(status) => change({ status: status })}
          data={STATUSES.map((value) => ({ value, label: inbox.list.statuses[value] }))}
        />
        <Unread />
        <ActionIcon
          variant={filter.waits ? "filled" : "default"}
          color={filter.waits ? "orange.9" : undefined}
          size={30}
          aria-label={inbox.list.waits}
          title={inbox.list.waits}
          aria-pressed={filter.waits}
          onClick={() => change({ waits: !filter.waits })}
        >
          <IconUserExclamation size={18} aria-hidden />
        </ActionIcon>
      </div>
      {showsFilters && (
        <Filters
          filter={filter}
          labels={labels}
          assignees={assignees}
          onChange={change}
          onReset={() => {
            change({ channel: null, assignee: null, label: null, unread: false, waits: false });
            close();
          }}
        />
      )}
    </div>
  );
}

function Unread() {
  const count = useUnreadCount();
  if (count === 0) return null;
  return (
    <Badge variant="light" size="lg" tt="none" className={classes.unread} title={shell.unread(count)}>
      {inbox.list.unread(count)}
    </Badge>
  );
}

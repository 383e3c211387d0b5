/** The list: search, filters, and the conversations, loaded as one scrolls. */

import { Box, Loader } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { IconInbox, IconSearchOff } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";

import { EmptyState, ErrorState, Loading } from "@/components/states";
import { FirstSteps } from "@/features/first-steps/FirstSteps";
import { useUser } from "@/session/session";
import { inbox } from "@/words";

import { countFilters, type Filter } from "../../filter";
import { useChannels, useConversations, useMembers } from "../../queries";
import { useNow } from "@/components/useNow";
import { ConversationRow } from "./ConversationRow";
import { ListHead } from "./ListHead";
import classes from "./list.module.css";

const MINUTE_MS = 60_000;

interface ConversationListProps {
  filter: Filter;
  openId: string | undefined;
}

export function ConversationList({ filter, openId }: ConversationListProps) {
  const list = useConversations(filter);
  const [params] = useSearchParams();
  const rows = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string>();
  const now = useNow(MINUTE_MS);
  const names = useNames();
  useFocusOnReturn(rows, openId);
  const conversations = list.data ?? [];
  const labels = useMemo(() => [...new Set((list.data ?? []).flatMap((one) => one.labels))].sort(), [list.data]);
  const assignees = useMemo(() => [...new Set((list.data ?? []).flatMap((one) => one.assignee ?? []))], [list.data]);
  // One stop of the Tab key; the arrow keys move on from it.
  const ids = new Set(conversations.map(({ id }) => id));
  const stop = [focused, openId].find((id) => id && ids.has(id)) ?? conversations[0]?.id;
  const search = params.toString();
  return (
    <>
      <ListHead filter={filter} labels={labels} assignees={assignees} onDown={() => focusRow(rows.current, 0)} />
      <div className={classes.scroller} onKeyDown={(event) => moveFocus(event, rows.current)}>
        {list.isPending && <Loading label={inbox.list.more} />}
        {list.error && conversations.length === 0 && (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )}
        <ul ref={rows} className={classes.rows}>
          {conversations.map((conversation) => (
            <ConversationRow
              key={conversation.id}
              conversation={conversation}
              search={search}
              isOpen={conversation.id === openId}
              isStop={conversation.id === stop}
              onFocus={setFocused}
              names={names}
              now={now}
            />
          ))}
        </ul>
        {!list.isPending && !list.error && conversations.length === 0 && !list.hasNextPage && (
          <Nothing isFiltered={filter.q !== "" || filter.status === "resolved" || countFilters(filter) > 0} />
        )}
        <More
          isMore={list.hasNextPage && !list.isFetchNextPageError}
          isLoading={list.isFetchingNextPage}
          load={() => void list.fetchNextPage()}
        />
        {list.isFetchNextPageError && (
          <ErrorState error={list.error} onRetry={() => void list.fetchNextPage()} />
        )}
      </div>
    </>
  );
}

/** Gives the focus back to the row of the conversation that was left, unless it is somewhere else by now. */
function useFocusOnReturn(rows: RefObject<HTMLElement | null>, openId: string | undefined): void {
  const before = useRef(openId);
  useEffect(() => {
    const left = before.current;
    before.current = openId;
    if (openId !== undefined || left === undefined || document.activeElement !== document.body) return;
    rows.current?.querySelector<HTMLElement>(`a[data-row="${CSS.escape(left)}"]`)?.focus();
  }, [rows, openId]);
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={IconSearchOff} title={inbox.list.noneTitle}>
      {inbox.list.none}
    </EmptyState>
  ) : (
    <>
      <EmptyState icon={IconInbox} title={inbox.list.emptyTitle}>
        {inbox.list.empty}
      </EmptyState>
      {/* Where there is room for it, it stands beside the list. */}
      <Box hiddenFrom="md" px="md">
        <FirstSteps />
      </Box>
    </>
  );
}

/** Loads the next page while the end of the list is in sight; a filtered page may have brought nothing. */
function More({ isMore, isLoading, load }: { isMore: boolean; isLoading: boolean; load: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: "400px" });
  const isInSight = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (isMore && isInSight && !isLoading) load();
  });
  return (
    <div ref={ref} className={classes.more}>
      {isLoading && <Loader size="xs" role="status" aria-label={inbox.list.more} />}
    </div>
  );
}

export interface Names {
  channels: ReadonlyMap<string, { name: string; provider: "whatsapp" | "telegram" }>;
  members: ReadonlyMap<string, string>;
  me: string;
}

/** What channels and people are called. */
function useNames(): Names {
  const { data: channels } = useChannels();
  const { data: members } = useMembers();
  const { uid } = useUser();
  return useMemo(
    () => ({
      channels: new Map(channels?.map((one) => [one.id, one])),
      members: new Map(members?.map((one) => [one.id, one.name || one.email])),
      me: uid,
    }),
    [channels, members, uid],
  );
}

function focusRow(rows: HTMLUListElement | null, at: number): void {
  const links = rows?.querySelectorAll<HTMLAnchorElement>("a[data-row]");
  if (links?.length) links.item(Math.max(0, Math.min(at, links.length - 1))).focus();
}

function moveFocus(event: KeyboardEvent, rows: HTMLUListElement | null): void {
  const links = [...(rows?.querySelectorAll<HTMLAnchorElement>("a[data-row]") ?? [])];
  const at = links.findIndex((link) => link === document.activeElement);
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  focusRow(rows, to);
}

/** The messages, oldest at the top; only what is in sight is in the page, however long the thread. */

import { Alert, Button, Loader, Paper } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { notifications } from "@mantine/notifications";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

import { ErrorState, Loading } from "@/components/states";
import { useUser } from "@/session/session";
import { common, inbox, memory } from "@/words";

import { assemble } from "../../cache/messages";
import type { Message } from "../../cache/order";
import { useLiveThread } from "../../live/useLive";
import type { Outbox, OutboxItem } from "../../outbox/outbox";
import { useOutboxItems } from "../../outbox/useOutbox";
import { type Detail, useLiveMessages, useMessagePages } from "../../queries";
import { useNow } from "@/components/useNow";
import { MessageRowView } from "./MessageRow";
import { OutboxRowView } from "./OutboxRow";
import { type Row, rowsOf } from "./rows";
import classes from "./thread.module.css";

const HOUR_MS = 3_600_000;
/** How long a message stands out that was jumped to. */
const POINT_MS = 1_600;
/** So near to the end, in pixels, counts as at the end: what arrives is then shown at once. */
const AT_END_PX = 48;
/** Older messages are loaded when so few rows are left above. */
const ROWS_AHEAD = 20;

/** A message to jump to; a new object for each time. */
export interface Target {
  id: string;
}

interface MessageListProps {
  detail: Detail;
  outbox: Outbox;
  /** The contact wrote while the thread is open. */
  onArrived: (message: Message) => void;
  /** Takes a refused reply back to change it. */
  onEdit: (item: OutboxItem) => void;
  /** Takes a message to answer; null where no reply can quote. */
  onQuote: ((message: Message, author: string) => void) | null;
  /** Opens what happened to a message. */
  onStory: (id: string) => void;
  target: Target | null;
}

// Memoized: every letter of the reply would otherwise go through the whole list.
export const MessageList = memo(function MessageList(props: MessageListProps) {
  const { detail, outbox, onArrived, onEdit, onQuote, onStory, target } = props;
  const { id } = detail;
  const { rows, pages } = useRows(id, outbox);
  const scroller = useRef<HTMLDivElement>(null);
  const [unseen, setUnseen] = useState(0);
  const [isPlaced, setIsPlaced] = useState(false);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoized by what it returns
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => estimate(rows[at]),
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 6,
    paddingEnd: 16,
    anchorTo: "end",
  });
  const isAtEnd = virtualizer.isAtEnd(AT_END_PX);
  /** Whether the end stays in sight; only a person's scrolling changes it. */
  const follows = useRef(true);
  useLiveThread(id, (message) => {
    onArrived(message);
    if (!follows.current) setUnseen((count) => count + 1);
  });

  // What the listener brings before the first page is not shown yet.
  const isLoaded = rows.length > 0 && pages.data !== undefined;
  useLayoutEffect(() => {
    if (!isLoaded) return;
    virtualizer.scrollToEnd();
    const frame = requestAnimationFrame(() => setIsPlaced(true));
    return () => cancelAnimationFrame(frame);
  }, [isLoaded, virtualizer]);

  // What one has written oneself is always shown.
  const last = rows.at(-1);
  const ownKey = last && "item" in last ? last.key : null;
  useLayoutEffect(() => {
    if (ownKey) follows.current = true;
  }, [ownKey]);
  useFollow(scroller, follows, isLoaded, rows, virtualizer);

  const [pointedAt, setPointedAt] = useState<string | null>(null);
  useEffect(() => {
    if (pointedAt === null) return;
    const timer = window.setTimeout(() => setPointedAt(null), POINT_MS);
    return () => window.clearTimeout(timer);
  }, [pointedAt]);
  const shown = useRef(rows);
  useEffect(() => {
    shown.current = rows;
  }, [rows]);
  const show = useCallback(
    (key: string) => {
      const at = shown.current.findIndex((row) => row.key === key);
      if (at < 0) return;
      follows.current = false;
      virtualizer.scrollToIndex(at, { align: "center" });
      setPointedAt(key);
    },
    [virtualizer],
  );

  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? ROWS_AHEAD;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  useEffect(() => {
    if (isPlaced && first < ROWS_AHEAD && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) {
      void fetchNextPage();
    }
  }, [isPlaced, first, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  useTarget(target, rows, pages, show);

  const name = detail.contact_name || inbox.list.noName;
  const isManyChannels = detail.channels.length > 1;
  if (pages.isPending) return <Loading height="50%" />;
  if (pages.error && !pages.data) {
    return (
      <div className={classes.frame}>
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      </div>
    );
  }
  return (
    <div className={classes.frame}>
      <div className={classes.top}>
        {isFetchingNextPage && (
          <Paper withBorder p={6} radius="xl" role="status" aria-label={inbox.thread.older} display="grid">
            <Loader size="xs" />
          </Paper>
        )}
        {isFetchNextPageError && (
          <Alert color="red" p="xs" role="alert">
            {inbox.thread.olderFailed}{" "}
            <Button size="compact-xs" variant="default" onClick={() => void fetchNextPage()}>
              {common.tryAgain}
            </Button>
          </Alert>
        )}
      </div>
      <div
        ref={scroller}
        className={classes.scroller}
        role="region"
        aria-label={inbox.thread.messages}
        // Scrolled by the keyboard, it must be reachable by it.
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
          if (follows.current) setUnseen(0);
        }}
      >
        <div className={classes.bottom}>
          <div className={classes.canvas} role="list" style={{ height: virtualizer.getTotalSize() }}>
            {items.map(({ index, key, start }) => {
              const row = rows[index];
              return (
                row && (
                  <div
                    key={key}
                    ref={virtualizer.measureElement}
                    data-index={index}
                    role="listitem"
                    className={classes.slot}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    {index === 0 && !hasNextPage && <div className={classes.begins}>{inbox.thread.begins}</div>}
                    {"item" in row ? (
                      <OutboxRowView item={row.item} outbox={outbox} onEdit={onEdit} />
                    ) : (
                      <MessageRowView
                        {...row}
                        contactName={name}
                        showsChannel={isManyChannels}
                        isPointedAt={row.key === pointedAt}
                        onQuote={onQuote}
                        onShow={show}
                        onStory={onStory}
                      />
                    )}
                  </div>
                )
              );
            })}
          </div>
        </div>
      </div>
      {isPlaced && !isAtEnd && (
        <Button
          className={classes.newest}
          size="xs"
          radius="xl"
          variant={unseen > 0 ? "filled" : "default"}
          leftSection={<IconArrowDown size={16} aria-hidden />}
          onClick={() => virtualizer.scrollToEnd()}
        >
          {unseen > 0 ? inbox.thread.newBelow(unseen) : inbox.thread.toNewest}
        </Button>
      )}
    </div>
  );
});

/** Jumps to a message, once; older pages are loaded until it is there. */
function useTarget(
  target: Target | null,
  rows: readonly Row[],
  pages: ReturnType<typeof useMessagePages>,
  show: (key: string) => void,
): void {
  const reached = useRef<Target | null>(null);
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  useEffect(() => {
    if (!target || reached.current === target || isFetching) return;
    const row = rows.find((one) => !("item" in one) && one.message.id === target.id);
    if (row) show(row.key);
    else if (hasNextPage) {
      void fetchNextPage();
      return;
    } else notifications.show({ message: memory.sourceGone });
    reached.current = target;
  }, [target, rows, hasNextPage, isFetching, fetchNextPage, show]);
}

/** The thread's rows, from what was loaded, what the listener brought, and what is on its way. */
function useRows(id: string, outbox: Outbox) {
  const { uid } = useUser();
  const pages = useMessagePages(id);
  const live = useLiveMessages(id);
  const waiting = useOutboxItems(outbox, id);
  const now = useNow(HOUR_MS);
  const isSending = waiting.some(({ state }) => state === "sending" || state === "waiting");
  const messages = useMemo(
    // While a reply is on its way the listener may bring it before the answer does; it would show twice.
    () => assemble(pages.data, live, ({ direction, author }) => isSending && direction === "out" && author.id === uid),
    [pages.data, live, isSending, uid],
  );
  const isWhole = !pages.hasNextPage;
  const rows = useMemo(() => rowsOf(messages, waiting, now, isWhole), [messages, waiting, now, isWhole]);
  return { rows, pages };
}

/** Keeps the end in sight where rows come or grow, and where the reply below takes room. */
function useFollow(
  scroller: RefObject<HTMLElement | null>,
  follows: RefObject<boolean>,
  isLoaded: boolean,
  rows: readonly Row[],
  virtualizer: { scrollToEnd: () => void },
): void {
  useLayoutEffect(() => {
    if (follows.current) virtualizer.scrollToEnd();
  }, [follows, rows, virtualizer]);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isLoaded) return;
    const observer = new ResizeObserver(() => {
      if (follows.current) virtualizer.scrollToEnd();
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller, follows, isLoaded, virtualizer]);
}

const TEXT_PX = 68;
const MEDIA_PX = 260;
const LINE_PX = 24;
const DAY_PX = 44;
const LINE_CHARACTERS = 60;

/** How tall a row will be, roughly, until it is measured. */
function estimate(row: Row | undefined): number {
  if (!row || "item" in row) return TEXT_PX;
  const lines = Math.floor(row.message.text.length / LINE_CHARACTERS);
  return (row.message.media ? MEDIA_PX : TEXT_PX) + lines * LINE_PX + (row.dayAfter ? DAY_PX : 0);
}

/** Free text and files: Enter sends once, `/` offers canned replies, and what is written stays until it is sent. */

import { ActionIcon, FileButton, Progress, Text, Textarea, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconFile, IconPaperclip, IconSend2, IconX } from "@tabler/icons-react";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  lazy,
  type RefObject,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";

import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { inbox } from "@/words";

import { type Canned, findCanned, useCanned } from "../../canned";
import { attach, type DraftFile, type Drafting, type Quote } from "../../drafts";
import { size } from "../../format";
import type { Outbox } from "../../outbox/outbox";
import { type Route, upload } from "../../queries";
import { type Running, sendFor, useRunning } from "../../uploads";
import { CannedList } from "./CannedList";
import classes from "./composer.module.css";

const CannedDialog = lazy(async () => ({ default: (await import("./CannedDialog")).CannedDialog }));

const words = inbox.composer;
const LONGEST_TEXT = 4096;
const COUNT_FROM = 3800;
const UPLOAD_LIMIT_MB = 30;
const NONE: readonly Canned[] = [];

interface FreeTextProps {
  conversationId: string;
  route: Route;
  /** The channel that the person insists on, if any. */
  chosen: string | null;
  drafting: Drafting;
  outbox: Outbox;
}

export function FreeText({ conversationId, route, chosen, drafting, outbox }: FreeTextProps) {
  const { draft, place, change, clear } = drafting;
  const input = useRef<HTMLTextAreaElement>(null);
  const attachment = useAttachment(place);
  const canned = useCanned();
  const [edits, setEdits] = useState(false);
  const offered = useOffered(canned?.items ?? NONE, draft.text);
  const listId = useId();
  useFocusWhenWide(input);
  useFocusOnQuote(input, draft.quote);

  const left = LONGEST_TEXT - draft.text.length;
  const maySend = (draft.text.trim() !== "" || draft.file !== null) && left >= 0 && !attachment.running;
  const send = () => {
    if (!maySend) return;
    const { text, file, quote } = draft;
    outbox.add(conversationId, draft, {
      text: text.trim(),
      ...(file && { media_id: file.mediaId, filename: file.filename, mime_type: file.mimeType }),
      ...(quote && { reply_to: quote.id }),
      ...(chosen && { channel_id: chosen }),
      route_version: route.version,
    });
    clear();
    input.current?.focus();
  };
  const choose = ({ text }: Canned) => {
    change({ text });
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The Enter that ends an input method's composition belongs to it.
    if (event.nativeEvent.isComposing || offered.onKeyDown(event, choose)) return;
    if (event.key === "Escape" && draft.quote) change({ quote: null });
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const file = event.clipboardData.files[0];
    if (!file) return;
    event.preventDefault();
    attachment.attach(file);
  };
  return (
    <>
      {offered.list && (
        <CannedList
          id={listId}
          canned={offered.list}
          active={offered.active}
          onChoose={choose}
          onEdit={() => setEdits(true)}
        />
      )}
      {draft.quote && (
        <Quoted
          quote={draft.quote}
          isElsewhere={draft.quote.channelId !== route.channel_id}
          onRemove={() => change({ quote: null })}
        />
      )}
      {attachment.running && <Uploading upload={attachment.running} />}
      {draft.file && <Attached file={draft.file} onRemove={() => change({ file: null })} />}
      <div className={classes.line}>
        <FileButton onChange={attachment.attach} inputProps={{ "aria-label": words.attach }}>
          {(props) => (
            <Tooltip label={words.attach}>
              <ActionIcon {...props} variant="default" size={36} aria-label={words.attach} disabled={attachment.running !== null}>
                <IconPaperclip size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
        <Textarea
          ref={input}
          className={classes.input}
          aria-label={words.label}
          placeholder={draft.file ? words.caption : words.placeholder(route.channel_name)}
          autosize
          minRows={1}
          maxRows={7}
          value={draft.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          aria-autocomplete="list"
          aria-controls={offered.list ? listId : undefined}
          aria-activedescendant={offered.list?.length ? `${listId}-${offered.active}` : undefined}
        />
        <Tooltip label={words.send}>
          <ActionIcon size={36} aria-label={words.send} onClick={send} disabled={!maySend}>
            <IconSend2 size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      {left < LONGEST_TEXT - COUNT_FROM ? (
        <span className={classes.hint} data-over={left < 0 || undefined} role="status">
          {left < 0 ? words.tooLong(-left) : words.left(left)}
        </span>
      ) : (
        <span className={`${classes.hint ?? ""} ${classes.keys ?? ""}`}>{words.hint}</span>
      )}
      {edits && canned && (
        <Suspense>
          <CannedDialog canned={canned} onClose={() => setEdits(false)} />
        </Suspense>
      )}
    </>
  );
}

function Attached({ file, onRemove }: { file: DraftFile; onRemove: () => void }) {
  return (
    <div className={classes.file}>
      <IconFile size={18} aria-hidden style={{ flexShrink: 0 }} />
      <Text span size="sm" truncate>
        {file.filename}
      </Text>
      <Text span size="xs" c="dimmed" style={{ flexShrink: 0 }}>
        {size(file.sizeBytes)}
      </Text>
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={words.attachmentRemove} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** The message that the reply answers. */
function Quoted({ quote, isElsewhere, onRemove }: { quote: Quote; isElsewhere: boolean; onRemove: () => void }) {
  return (
    <div className={classes.quoted} role="group" aria-label={words.quote(quote.author)}>
      <div className={classes.quotedText}>
        <Text span size="xs" fw={600} display="block" truncate>
          {words.quote(quote.author)}
        </Text>
        <Text span size="sm" c="dimmed" display="block" truncate>
          {quote.text}
        </Text>
        {isElsewhere && (
          <Text span size="xs" c="dimmed" display="block">
            {words.quoteElsewhere}
          </Text>
        )}
      </div>
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={words.quoteRemove} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Uploading({ upload: { name, share, stop } }: { upload: Running }) {
  const percent = Math.round(share * 100);
  return (
    <div className={classes.file}>
      <Text span size="sm" truncate>
        {name}
      </Text>
      <Progress.Root size="sm" w={96} style={{ flexShrink: 0 }}>
        <Progress.Section value={percent} aria-label={words.uploading(name)} />
      </Progress.Root>
      <Text span size="xs" c="dimmed" style={{ flexShrink: 0 }}>
        {percent} %
      </Text>
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={words.uploadCancel} onClick={() => stop.abort()}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** Uploads at once what is attached, so that sending need not wait for it. */
function useAttachment(place: string) {
  const api = useApi();
  const running = useRunning(place);
  const begin = async (file: File) => {
    const fail = (message: string) => notifications.show({ color: "red", title: words.uploadFailed, message });
    if (file.size > UPLOAD_LIMIT_MB * 1024 * 1024) {
      fail(words.tooLarge(UPLOAD_LIMIT_MB));
      return;
    }
    try {
      const kept = await sendFor(place, file.name, (onProgress, signal) => upload(api, { file, onProgress, signal }));
      attach(place, { mediaId: kept.media_id, filename: file.name, mimeType: kept.mime_type, sizeBytes: kept.size_bytes });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) fail(sentence(error));
    }
  };
  const take = (file: File | null) => {
    if (file && !running) void begin(file);
  };
  return { attach: take, running };
}

/** Which canned replies are offered for what is typed, and the keys that choose among them. */
function useOffered(canned: readonly Canned[], text: string) {
  const [active, setActive] = useState(0);
  const [closedAt, setClosedAt] = useState<string>();
  const list = closedAt === text ? null : findCanned(canned, text);
  const at = list ? Math.min(active, Math.max(0, list.length - 1)) : 0;
  const onKeyDown = (event: KeyboardEvent, choose: (one: Canned) => void): boolean => {
    if (!list) return false;
    const chosen = list[at];
    if (event.key === "Escape") setClosedAt(text);
    else if (!chosen) return false;
    else if (event.key === "ArrowDown") setActive((at + 1) % list.length);
    else if (event.key === "ArrowUp") setActive((at + list.length - 1) % list.length);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") choose(chosen);
    else return false;
    event.preventDefault();
    return true;
  };
  return { list, active: at, onKeyDown };
}

/** Puts the cursor into the reply when a message is chosen to answer. */
function useFocusOnQuote(input: RefObject<HTMLTextAreaElement | null>, quote: Quote | null): void {
  const before = useRef(quote?.id);
  useEffect(() => {
    if (quote && quote.id !== before.current) input.current?.focus({ preventScroll: true });
    before.current = quote?.id;
  }, [input, quote]);
}

/** Puts the cursor into the reply where there is a keyboard; on a phone it would cover the messages. */
function useFocusWhenWide(input: RefObject<HTMLTextAreaElement | null>): void {
  const isWide = useMediaQuery("(min-width: 62em)", undefined, { getInitialValueInEffect: false });
  useEffect(() => {
    if (isWide) input.current?.focus({ preventScroll: true });
  }, [isWide, input]);
}

/** The open conversation: who, the messages, and the reply. */

import { Text, VisuallyHidden } from "@mantine/core";
import { useDocumentVisibility } from "@mantine/hooks";
import { IconMessageOff } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { Navigate } from "react-router";

import { ApiError } from "@/api/problem";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { inbox } from "@/words";

import type { Message } from "../../cache/order";
import { useDraft } from "../../drafts";
import { firstText } from "../../format";
import type { Outbox, OutboxItem } from "../../outbox/outbox";
import { useReadMark } from "../../patching";
import { type Detail, useConversation } from "../../queries";
import { useRouting } from "../../routing";
import { ThreadHeader } from "../actions/ThreadHeader";
import { AgentBanner } from "../agent/AgentBanner";
import { Composer } from "../composer/Composer";
import { Memory } from "../memory/Memory";
import { Story } from "../story/Story";
import { MessageList, type Target } from "./MessageList";
import classes from "./thread.module.css";

const READ_AFTER_MS = 700;
const READ_AT_LAST_MS = 60_000;

interface ThreadProps {
  conversationId: string;
  outbox: Outbox;
}

export function Thread({ conversationId, outbox }: ThreadProps) {
  const { data, error, refetch } = useConversation(conversationId);
  if (data && data.id !== conversationId) return <Navigate to={`/inbox/${data.id}`} replace />;
  if (data) return <OpenThread detail={data} outbox={outbox} />;
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <section className={classes.thread} aria-label={inbox.thread.label("…")}>
      <ThreadHeader detail={null} />
      {isGone && <EmptyState icon={IconMessageOff} title={inbox.thread.gone} />}
      {error && !isGone && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && <Loading height="50%" />}
    </section>
  );
}

function OpenThread({ detail, outbox }: { detail: Detail; outbox: Outbox }) {
  const mayReply = useMay("agent");
  const [said, setSaid] = useState("");
  const name = detail.contact_name || inbox.list.noName;
  useMarkRead(detail, mayReply);
  const drafting = useDraft(detail.id);
  const routing = useRouting(detail);
  const announce = useCallback(
    ({ text, kind }: Message) => setSaid(inbox.thread.arrived(name, text || inbox.message.kinds[kind])),
    [name],
  );
  const { takeBack, change } = drafting;
  const quote = useCallback(
    (message: Message, author: string) => {
      const text = firstText(message.text, inbox.message.kinds[message.kind]);
      change({ quote: { id: message.id, author, text, channelId: message.channel_id } });
    },
    [change],
  );
  const mayQuote = mayReply && routing.route?.needs_template === false;
  const edit = useCallback(
    (item: OutboxItem) => {
      takeBack({ key: item.key, text: item.body.text ?? "", file: item.file, quote: item.quote ?? null });
      outbox.discard(item.key);
    },
    [outbox, takeBack],
  );
  const [showsMemory, setShowsMemory] = useState(false);
  const [target, setTarget] = useState<Target | null>(null);
  const [toldOf, setToldOf] = useState<string | null>(null);
  return (
    <div className={classes.beside}>
      <section className={classes.thread} aria-label={inbox.thread.label(name)}>
        <ThreadHeader detail={detail} showsMemory={showsMemory} onMemory={() => setShowsMemory(!showsMemory)} />
        <AgentBanner detail={detail} />
        <MessageList
          detail={detail}
          outbox={outbox}
          onArrived={announce}
          onEdit={edit}
          onQuote={mayQuote ? quote : null}
          onStory={setToldOf}
          target={target}
        />
        {mayReply ? (
          <Composer detail={detail} routing={routing} drafting={drafting} outbox={outbox} />
        ) : (
          <Text size="sm" c="dimmed" p="sm" ta="center" className={classes.viewer}>
            {inbox.composer.viewer}
          </Text>
        )}
        <VisuallyHidden role="status" aria-live="polite">
          {said}
        </VisuallyHidden>
      </section>
      {showsMemory && (
        <Memory contactId={detail.id} onShowMessage={(id) => setTarget({ id })} onClose={() => setShowsMemory(false)} />
      )}
      {toldOf && <Story messageId={toldOf} onClose={() => setToldOf(null)} />}
    </div>
  );
}

/**
 * What is open before somebody's eyes has been read. It is told a moment later: of several people who have it open only
 * one tells it then, and nobody writes the conversation in the same moment in which the contact does.
 */
function useMarkRead({ id, unread }: Detail, mayMark: boolean): void {
  const { mutate } = useReadMark(id);
  const isSeen = useDocumentVisibility() === "visible";
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (!mayMark || !isSeen || unread === 0) return;
    const waitMs = Math.min(READ_AFTER_MS * 2 ** failures, READ_AT_LAST_MS) * (1 + Math.random());
    const timer = window.setTimeout(() => {
      mutate({ unread: 0 }, {
        onSuccess: () => setFailures(0),
        onError: () => setFailures((count) => count + 1),
      });
    }, waitMs);
    return () => window.clearTimeout(timer);
  }, [mutate, mayMark, isSeen, unread, failures]);
}

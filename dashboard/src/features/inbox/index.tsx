/** The inbox: the list of conversations, and the one that is open. */

import { IconMessages } from "@tabler/icons-react";
import { useMemo } from "react";
import { useParams, useSearchParams } from "react-router";

import { Page } from "@/components/Page";
import { EmptyState } from "@/components/states";
import { FirstSteps } from "@/features/first-steps/FirstSteps";
import { inbox } from "@/words";

import { ConversationList } from "./components/list/ConversationList";
import { Thread } from "./components/thread/Thread";
import { readFilter } from "./filter";
import classes from "./inbox.module.css";
import { useLiveConversations } from "./live/useLive";
import { useOutbox } from "./outbox/useOutbox";

export function Component() {
  const { conversationId } = useParams();
  const [params] = useSearchParams();
  const filter = useMemo(() => readFilter(params), [params]);
  const outbox = useOutbox();
  useLiveConversations();
  return (
    <Page title={inbox.title} fill>
      <div className={classes.inbox} data-open={conversationId ? true : undefined}>
        <section className={classes.list} aria-label={inbox.list.label}>
          <ConversationList filter={filter} openId={conversationId} />
        </section>
        {conversationId ? (
          <Thread key={conversationId} conversationId={conversationId} outbox={outbox} />
        ) : (
          <div className={classes.none}>
            <FirstSteps />
            <EmptyState icon={IconMessages} title={inbox.thread.none}>
              {inbox.thread.noneText}
            </EmptyState>
          </div>
        )}
      </div>
    </Page>
  );
}

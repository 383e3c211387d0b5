/** A message as a bubble: who, what, when, and what became of it. */

import { ActionIcon, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCornerUpLeft } from "@tabler/icons-react";
import { memo } from "react";

import { useUser } from "@/session/session";
import { common, inbox } from "@/words";

import type { Message } from "../../cache/order";
import { exactTime, firstText, timeOf } from "../../format";
import { ChannelIcon } from "../ChannelIcon";
import { AiDetails } from "./AiDetails";
import { MessageContent } from "./MessageContent";
import type { MessageRow } from "./rows";
import { StatusMark } from "./StatusMark";
import { Trouble } from "./Trouble";
import classes from "./thread.module.css";

interface MessageRowProps extends Omit<MessageRow, "key"> {
  contactName: string;
  /** Whether to tell the channel, where there are several. */
  showsChannel: boolean;
  /** Whether it stands out, because it was jumped to. */
  isPointedAt: boolean;
  /** Takes the message to answer; null where no reply can quote. */
  onQuote: ((message: Message, author: string) => void) | null;
  /** Scrolls to another message. */
  onShow: (id: string) => void;
  /** Opens what happened to it. */
  onStory: (id: string) => void;
}

export const MessageRowView = memo(function MessageRowView(props: MessageRowProps) {
  const { message, day, dayAfter, isGrouped, quoted, reactions, contactName, showsChannel } = props;
  const { isPointedAt, onQuote, onShow, onStory } = props;
  const { uid } = useUser();
  const isOut = message.direction === "out";
  const isFailed = message.status === "failed" || message.status === "unknown";
  const author = authorOf(message, contactName);
  const isMine = message.author.kind === "person" && message.author.id === uid;
  const called = isMine ? inbox.list.you : author;
  return (
    <>
      {day && <h2 className={classes.day}>{day}</h2>}
      <article
        className={classes.message}
        data-message={message.id}
        data-out={isOut || undefined}
        data-grouped={isGrouped || undefined}
        data-failed={isFailed || undefined}
        data-pointed={isPointedAt || undefined}
      >
        <div className={classes.line}>
          <div className={classes.bubble}>
            {isOut && !isMine && !isGrouped ? (
              <span className={classes.author}>{author}</span>
            ) : (
              <VisuallyHidden>{called}: </VisuallyHidden>
            )}
            {message.forwarded && <span className={classes.author}>{inbox.message.forwarded}</span>}
            {message.reply_to && !goneOf(message) && (
              <Quote quoted={quoted} contactName={contactName} onShow={onShow} />
            )}
            {goneOf(message) ? (
              <p className={classes.quiet}>{goneOf(message)}</p>
            ) : (
              <MessageContent message={message} contactName={author} />
            )}
            <Meta message={message} showsChannel={showsChannel} onStory={onStory} />
          </div>
          {onQuote && canQuote(message) && (
            <ActionIcon
              className={classes.reply}
              variant="subtle"
              color="gray"
              size={28}
              aria-label={inbox.message.reply(called)}
              title={inbox.message.reply(called)}
              onClick={() => onQuote(message, called)}
            >
              <IconCornerUpLeft size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
        {reactions.length > 0 && (
          <span className={classes.reactions}>
            {reactions.map((one) => (
              <span
                key={one.id}
                className={classes.reaction}
                role="img"
                aria-label={inbox.message.reactionBy(authorOf(one, contactName), one.reaction?.emoji ?? "")}
              >
                {one.reaction?.emoji}
              </span>
            ))}
          </span>
        )}
        {isFailed && <Trouble message={message} />}
      </article>
      {dayAfter && <h2 className={classes.day}>{dayAfter}</h2>}
    </>
  );
});

type MetaProps = Pick<MessageRowProps, "message" | "showsChannel" | "onStory">;

function Meta({ message, showsChannel, onStory }: MetaProps) {
  const { edited_at: edited, deleted_at: deleted } = message;
  return (
    <span className={classes.meta}>
      {showsChannel && (
        <ChannelIcon
          provider={message.provider}
          size={14}
          label={inbox.message.via(common.providers[message.provider])}
        />
      )}
      {edited && !deleted && <span title={inbox.message.editedAt(exactTime(edited))}>{inbox.message.edited}</span>}
      <UnstyledButton
        className={classes.status}
        title={deleted ? inbox.message.deletedAt(exactTime(deleted)) : exactTime(message.at)}
        aria-haspopup="dialog"
        onClick={() => onStory(message.id)}
      >
        <time dateTime={message.at}>{timeOf(message.at)}</time>
        <VisuallyHidden>{inbox.story.open}</VisuallyHidden>
      </UnstyledButton>
      {message.ai && <AiDetails message={message} use={message.ai} />}
      {message.direction === "out" && <StatusMark message={message} />}
    </span>
  );
}

/** What stands in the place of words that are no more; null where they are. */
function goneOf({ deleted_at: deleted, erased_at: erased }: Message): string | null {
  return deleted ? inbox.message.deleted : erased ? inbox.message.erased : null;
}

/** Whether the provider can show it above a reply. */
function canQuote(message: Message): boolean {
  const { provider_message_id: id, kind } = message;
  return id !== "" && goneOf(message) === null && kind !== "reaction" && kind !== "system";
}

interface QuoteProps {
  quoted: Message | null;
  contactName: string;
  onShow: (id: string) => void;
}

function Quote({ quoted, contactName, onShow }: QuoteProps) {
  if (!quoted) return <span className={classes.quote}>{inbox.message.replyToUnknown}</span>;
  return (
    <UnstyledButton className={classes.quote} title={inbox.message.replyShow} onClick={() => onShow(quoted.id)}>
      <VisuallyHidden>{inbox.message.replyTo} </VisuallyHidden>
      <b>{authorOf(quoted, contactName)}</b>
      <span className={classes.quoteText}>
        {goneOf(quoted) ?? firstText(quoted.text, inbox.message.kinds[quoted.kind])}
      </span>
    </UnstyledButton>
  );
}

/** What to call who wrote it. */
function authorOf({ author }: Message, contactName: string): string {
  if (author.kind === "contact") return contactName;
  return firstText(author.name, inbox.message.authors[author.kind]);
}

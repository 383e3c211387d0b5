/** A conversation in the list. */

import { Avatar, Badge, Tooltip, VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import { Link } from "react-router";

import { inbox } from "@/words";

import type { Conversation } from "../../filter";
import { rowTime } from "../../format";
import { previewOf } from "../../preview";
import { ChannelIcon } from "../ChannelIcon";
import type { Names } from "./ConversationList";
import classes from "./list.module.css";

interface ConversationRowProps {
  conversation: Conversation;
  search: string;
  isOpen: boolean;
  /** Whether the Tab key stops here. */
  isStop: boolean;
  onFocus: (id: string) => void;
  names: Names;
  now: Date;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, search, isOpen, isStop, onFocus, names, now } = props;
  const { id, unread, last_message_at: at, assignee, labels } = conversation;
  const isUnread = unread > 0;
  return (
    <li className={classes.item}>
      <Link
        to={{ pathname: `/inbox/${id}`, search }}
        className={classes.row}
        data-row={id}
        data-unread={isUnread || undefined}
        aria-current={isOpen ? "page" : undefined}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => onFocus(id)}
      >
        <span className={classes.line}>
          {isUnread && <span className={classes.dot} aria-hidden />}
          <span className={classes.name}>{conversation.contact_name || inbox.list.noName}</span>
          {at && (
            <time className={classes.time} dateTime={at}>
              {rowTime(at, now)}
            </time>
          )}
        </span>
        <span className={classes.line}>
          <span className={classes.preview}>{previewOf(conversation, names)}</span>
          {isUnread && (
            <Badge size="sm" circle={unread < 10} className={classes.count}>
              {unread > 99 ? "99+" : unread}
              <VisuallyHidden> {inbox.list.unreadMark}</VisuallyHidden>
            </Badge>
          )}
        </span>
        <span className={classes.line}>
          <Channels conversation={conversation} names={names} />
          <span className={classes.labels}>
            {conversation.hand_over && (
              <Badge size="xs" variant="light" color="orange" className={classes.label}>
                {inbox.list.waiting}
              </Badge>
            )}
            {conversation.status === "resolved" && (
              <Badge size="xs" variant="light" color="gray" className={classes.label}>
                {inbox.list.resolved}
              </Badge>
            )}
            {labels.map((label) => (
              <Badge key={label} size="xs" variant="default" className={classes.label}>
                {label}
              </Badge>
            ))}
          </span>
          {assignee && <Assignee name={names.members.get(assignee) ?? inbox.actions.unknownMember} />}
        </span>
      </Link>
    </li>
  );
});

function Channels({ conversation, names }: { conversation: Conversation; names: Names }) {
  return (
    <span className={classes.channels}>
      {conversation.channels.map((id) => {
        const channel = names.channels.get(id);
        return channel && <ChannelIcon key={id} provider={channel.provider} label={inbox.list.on(channel.name)} />;
      })}
    </span>
  );
}

function Assignee({ name }: { name: string }) {
  const says = inbox.list.assignedTo(name);
  return (
    <Tooltip label={says}>
      <Avatar size={18} name={name} color="gray" variant="filled" radius="xl" role="img" aria-label={says} />
    </Tooltip>
  );
}

/** Above the thread: with whom, and what can be done with the conversation. */

import { ActionIcon, Anchor, Badge, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconBrain, IconCheck, IconMail, IconRotateClockwise } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Link, useLocation, useNavigate } from "react-router";

import { useMay } from "@/session/tenant";
import { inbox, memory } from "@/words";

import { firstText } from "../../format";
import { usePatchConversation } from "../../patching";
import { type Detail, useChannels, useMembers } from "../../queries";
import { ChannelIcon } from "../ChannelIcon";
import { AssignMenu } from "./AssignMenu";
import classes from "./actions.module.css";
import { LabelEditor } from "./LabelEditor";

const words = inbox.actions;

interface ThreadHeaderProps {
  detail: Detail | null;
  showsMemory?: boolean;
  onMemory?: () => void;
}

export function ThreadHeader({ detail, showsMemory = false, onMemory }: ThreadHeaderProps) {
  const mayAct = useMay("agent");
  const { search } = useLocation();
  const back = useRef<HTMLAnchorElement>(null);
  // On a small screen the list, and with it the focus, is gone once a thread is open.
  useEffect(() => {
    if (back.current?.checkVisibility()) back.current.focus({ preventScroll: true });
  }, []);
  return (
    <header className={classes.header}>
      <ActionIcon
        ref={back}
        component={Link}
        to={{ pathname: "/inbox", search }}
        className={classes.back}
        variant="subtle"
        color="gray"
        size={36}
        aria-label={inbox.thread.back}
      >
        <IconArrowLeft size={20} aria-hidden />
      </ActionIcon>
      {detail && <Who detail={detail} />}
      {detail && onMemory && (
        <Tooltip label={showsMemory ? memory.hide : memory.show}>
          <ActionIcon
            variant={showsMemory ? "light" : "default"}
            size={36}
            aria-label={showsMemory ? memory.hide : memory.show}
            aria-expanded={showsMemory}
            onClick={onMemory}
          >
            <IconBrain size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {detail && mayAct && <Actions detail={detail} />}
    </header>
  );
}

function Who({ detail }: { detail: Detail }) {
  const { data: channels } = useChannels();
  const { data: members } = useMembers();
  const member = members?.find(({ id }) => id === detail.assignee);
  const heard = channels?.filter(({ id }) => detail.channels.includes(id)) ?? [];
  return (
    <div className={classes.who}>
      <Title order={2} size="h5" className={classes.name}>
        <Anchor component={Link} to={`/contacts/${detail.id}`} inherit c="inherit" title={words.profile}>
          {detail.contact_name || inbox.list.noName}
        </Anchor>
      </Title>
      <span className={classes.facts}>
        {heard.map(({ id, provider, name }) => (
          <ChannelIcon key={id} provider={provider} label={inbox.list.on(name)} />
        ))}
        {member && <span title={words.assignedTo(firstText(member.name, member.email))}>{firstText(member.name, member.email)}</span>}
        {detail.status === "resolved" && (
          <Badge size="sm" variant="light" color="gray" className={classes.label}>
            {inbox.list.resolved}
          </Badge>
        )}
        {detail.labels.map((label) => (
          <Badge key={label} size="sm" variant="default" className={classes.label}>
            {label}
          </Badge>
        ))}
      </span>
    </div>
  );
}

function Actions({ detail }: { detail: Detail }) {
  const { mutate } = usePatchConversation(detail.id);
  const { search } = useLocation();
  const navigate = useNavigate();
  const isOpen = detail.status === "open";
  return (
    <div className={classes.actions} role="toolbar" aria-label={words.label}>
      <AssignMenu assignee={detail.assignee} onAssign={(assignee) => mutate({ assignee })} />
      <LabelEditor labels={detail.labels} onChange={(labels) => mutate({ labels })} />
      <Tooltip label={words.markUnread}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={words.markUnread}
          onClick={() => {
            // Left first: what is open is marked as read.
            void navigate({ pathname: "/inbox", search });
            mutate({ unread: 1 });
          }}
        >
          <IconMail size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={isOpen ? words.resolve : words.reopen}>
        <ActionIcon
          variant={isOpen ? "filled" : "default"}
          size={36}
          aria-label={isOpen ? words.resolve : words.reopen}
          onClick={() => mutate({ status: isOpen ? "resolved" : "open" })}
        >
          {isOpen ? <IconCheck size={18} aria-hidden /> : <IconRotateClockwise size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

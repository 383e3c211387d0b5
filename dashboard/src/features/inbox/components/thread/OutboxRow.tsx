/** A reply that has not been answered yet, or was refused. */

import { Alert, Button, Group, Loader, Text } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";

import { inbox } from "@/words";

import { firstText, timeOf } from "../../format";
import type { Outbox, OutboxItem } from "../../outbox/outbox";
import { Words } from "./MessageContent";
import classes from "./thread.module.css";

const words = inbox.outbox;

interface OutboxRowProps {
  item: OutboxItem;
  outbox: Outbox;
  /** Takes a refused reply back to change it. */
  onEdit: (item: OutboxItem) => void;
}

export function OutboxRowView({ item, outbox, onEdit }: OutboxRowProps) {
  const { body, file, quote, state } = item;
  const isRefused = state === "refused";
  return (
    <article
      className={classes.message}
      data-outbox={state}
      data-out
      data-failed={isRefused || undefined}
      data-waiting={!isRefused || undefined}
    >
      <div className={classes.line}>
        <div className={classes.bubble}>
          {quote && (
            <span className={classes.quote}>
              <b>{quote.author}</b>
              <span className={classes.quoteText}>{quote.text}</span>
            </span>
          )}
          {body.template && (
            <span className={classes.author}>
              {inbox.message.template(body.template.name, body.template.language)}
            </span>
          )}
          {file && <span className={classes.author}>{file.filename}</span>}
          <Words text={firstText(body.template?.text, body.template?.name, body.text)} />
          <span className={classes.meta}>
            {timeOf(item.at)}
            {state === "sending" ? (
              <Loader size={12} aria-label={words.sending} role="status" />
            ) : (
              <IconClock size={14} aria-hidden />
            )}
          </span>
        </div>
      </div>
      {state !== "sending" && <Next item={item} outbox={outbox} onEdit={onEdit} />}
    </article>
  );
}

/** Why it waits, and what a person can do. */
function Next({ item, outbox, onEdit }: OutboxRowProps) {
  const { key, state, refusal } = item;
  const route = refusal?.code === "route_changed" ? refusal.route : null;
  return (
    <Alert
      className={classes.trouble}
      color={refusal ? "red" : "gray"}
      variant="light"
      p="xs"
      title={refusal ? words.refused : undefined}
      role={refusal ? "alert" : "status"}
    >
      <Text size="sm">{refusal?.detail ?? (state === "waiting" ? words.waiting : words.held)}</Text>
      <Group gap="xs" mt="xs">
        {route && !route.needs_template && (
          <Button size="compact-sm" onClick={() => outbox.again(key, { route_version: route.version })}>
            {words.sendThrough(route.channel_name)}
          </Button>
        )}
        {!route && refusal?.code !== "window_closed" && (
          <Button size="compact-sm" variant="default" onClick={() => outbox.again(key)}>
            {words.tryNow}
          </Button>
        )}
        {refusal && !item.body.template && (
          <Button size="compact-sm" variant="default" onClick={() => onEdit(item)}>
            {words.edit}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => outbox.discard(key)}>
          {words.discard}
        </Button>
      </Group>
    </Alert>
  );
}

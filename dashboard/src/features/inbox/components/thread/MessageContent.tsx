/** What a message says, whatever its kind. */

import { Anchor, Code, Text } from "@mantine/core";
import { IconMapPin } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { inbox } from "@/words";

import type { Message } from "../../cache/order";
import { firstText } from "../../format";
import { Media } from "./Media";
import { Transcript } from "./Transcript";
import classes from "./thread.module.css";

const words = inbox.message;

export function MessageContent({ message, contactName }: { message: Message; contactName: string }) {
  const { media, location, reaction, choice, template, kind } = message;
  if (media) {
    return (
      <>
        <Media message={message} media={media} contactName={contactName} />
        {media.transcript && <Transcript transcript={media.transcript} isSound={!media.mime_type.startsWith("image/")} />}
        <Words text={message.text} />
      </>
    );
  }
  if (location) return <Place location={location} text={message.text} />;
  if (reaction) {
    return <p className={classes.quiet}>{reaction.emoji ? words.reaction(reaction.emoji) : words.reactionGone}</p>;
  }
  if (choice) {
    return (
      <>
        <span className={classes.author}>{words.chose}</span>
        <Words text={firstText(choice.title, message.text, choice.id)} />
        {choice.description && (
          <Text size="sm" c="dimmed">
            {choice.description}
          </Text>
        )}
      </>
    );
  }
  if (template) {
    return (
      <>
        <span className={classes.author}>{words.template(template.name, template.language)}</span>
        <Words text={firstText(template.text, message.text)} />
      </>
    );
  }
  if (kind === "text" || (message.text && !message.content)) return <Words text={message.text} />;
  return <Other message={message} />;
}

/** Kinds without a field of their own: readable as far as we understand them, and whole for who wants to know. */
function Other({ message }: { message: Message }) {
  const { kind, content, text } = message;
  const cards = kind === "contacts" ? contactsOf(content) : [];
  const isReadable = text !== "" || cards.length > 0;
  return (
    <>
      <span className={classes.author}>{words.kinds[kind]}</span>
      {cards.length === 0 && <Words text={text} />}
      {cards.map((card) => (
        <p key={card} className={classes.text}>
          {card}
        </p>
      ))}
      {!isReadable && <p className={classes.quiet}>{sentenceOf(message)}</p>}
      {content && (
        <details>
          <Text component="summary" size="xs" c="dimmed">
            {words.showContent}
          </Text>
          <Code block className={classes.content}>
            {JSON.stringify(content, null, 1)}
          </Code>
        </details>
      )}
    </>
  );
}

function sentenceOf({ kind, content }: Message): string {
  if (kind === "system") return words.system;
  if (kind === "order") {
    const items = record(content?.order ?? content).product_items;
    return words.order(Array.isArray(items) ? items.length : 1);
  }
  return words.unsupported;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Names and numbers of a contact card, of either provider. */
function contactsOf(content: Message["content"]): string[] {
  const shared = content?.contacts;
  const cards = Array.isArray(shared) ? shared : [content?.contact ?? content];
  return cards
    .map((card) => {
      const { name, phones, first_name, last_name, phone_number } = record(card);
      const numbers = (Array.isArray(phones) ? phones : []).map((one) => string(record(one).phone));
      const called = string(record(name).formatted_name) || `${string(first_name)} ${string(last_name)}`.trim();
      return [called, ...numbers, string(phone_number)].filter(Boolean).join(" · ");
    })
    .filter(Boolean);
}

function Place({ location, text }: { location: NonNullable<Message["location"]>; text: string }) {
  const { latitude, longitude, name, address } = location;
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return (
    <>
      <Anchor
        className={classes.file}
        href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
        target="_blank"
        rel="noopener noreferrer"
        underline="never"
      >
        <IconMapPin size={24} aria-hidden style={{ flexShrink: 0 }} />
        <span>
          <Text span display="block" fw={600} size="sm">
            {firstText(name, words.location)}
          </Text>
          <Text span display="block" size="xs" c="dimmed">
            {firstText(address, at)}
          </Text>
          <Text span display="block" size="xs" c="var(--mantine-color-anchor)">
            {words.openMap}
          </Text>
        </span>
      </Anchor>
      <Words text={text === name || text === address ? "" : text} />
    </>
  );
}

const LINK = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/;

/** Text with its links. */
export function Words({ text }: { text: string }): ReactNode {
  if (text === "") return null;
  // Split by one group: every second part is a link.
  return (
    <p className={classes.text}>
      {text.split(LINK).map((part, at) =>
        at % 2 === 1 ? (
          <Anchor key={at} href={part} target="_blank" rel="noopener noreferrer nofollow" underline="always">
            {part}
          </Anchor>
        ) : (
          part
        ),
      )}
    </p>
  );
}

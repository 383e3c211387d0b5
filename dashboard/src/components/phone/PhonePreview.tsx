/** A message as a phone shows it. */

import {
  IconCopy,
  IconCornerUpLeft,
  IconExternalLink,
  IconFileText,
  IconMapPin,
  IconPhone,
  IconPhoto,
  IconVideo,
  type TablerIcon,
} from "@tabler/icons-react";

import type { Schemas } from "@/api/client";
import { phone as words } from "@/words";

import { MarkupText } from "./MarkupText";
import classes from "./phone.module.css";

type Provider = Schemas["Provider"];
export type ButtonKind = "quick_reply" | "url" | "phone" | "copy_code" | "otp";
export type HeaderFormat = "text" | "image" | "video" | "document" | "location";

export interface Shown {
  header?: { format: HeaderFormat; text: string; filename?: string; picture?: string } | null;
  body: string;
  footer?: string;
  buttons?: readonly { kind: ButtonKind; title: string }[];
  /** The whole as one text, for a provider without templates. */
  plainText?: string;
}

interface PhonePreviewProps {
  provider: Provider;
  /** Who sends it. */
  sender: string;
  message: Shown;
  /** When it arrives, such as `09:41`. */
  time?: string;
}

const BUTTONS: Record<ButtonKind, TablerIcon> = {
  quick_reply: IconCornerUpLeft,
  url: IconExternalLink,
  phone: IconPhone,
  copy_code: IconCopy,
  otp: IconCopy,
};
const FILES: Record<Exclude<HeaderFormat, "text">, TablerIcon> = {
  image: IconPhoto,
  video: IconVideo,
  document: IconFileText,
  location: IconMapPin,
};

export function PhonePreview({ provider, sender, message, time = "09:41" }: PhonePreviewProps) {
  return (
    <div className={classes.phone} data-provider={provider} role="group" aria-label={words.label(sender)}>
      <div className={classes.bar}>
        <span className={classes.avatar} aria-hidden>
          {sender.slice(0, 1).toUpperCase()}
        </span>
        <span className={classes.sender}>{sender}</span>
      </div>
      <div className={classes.chat}>
        {provider === "telegram" ? <TelegramBubble message={message} time={time} /> : null}
        {provider === "whatsapp" ? <WhatsAppBubble message={message} time={time} /> : null}
      </div>
    </div>
  );
}

function WhatsAppBubble({ message, time }: { message: Shown; time: string }) {
  const { header, body, footer, buttons = [] } = message;
  return (
    <div className={classes.bubble}>
      {header && <Header header={header} />}
      <div className={classes.text}>{body ? <MarkupText text={body} /> : words.empty}</div>
      <div className={classes.foot}>
        <span>{footer}</span>
        <span>{time}</span>
      </div>
      {buttons.map(({ kind, title }, place) => {
        const Icon = BUTTONS[kind];
        return (
          <div key={place} className={classes.button}>
            <Icon size={16} aria-hidden />
            {title || words.codeButton}
          </div>
        );
      })}
    </div>
  );
}

function Header({ header: { format, text, filename, picture } }: { header: NonNullable<Shown["header"]> }) {
  if (format === "text") return <div className={classes.title}>{text}</div>;
  if (picture) return <img src={picture} alt={words.picture} className={classes.picture} />;
  const Icon = FILES[format];
  return (
    <div className={classes.file} data-format={format}>
      <Icon size={format === "document" ? 22 : 34} stroke={1.5} aria-hidden />
      <span>{[format === "location" ? text : filename, words.formats[format]].find(Boolean)}</span>
    </div>
  );
}

/** Telegram has no templates: header, body, footer and links are one text, without marks. */
function TelegramBubble({ message, time }: { message: Shown; time: string }) {
  const { header, plainText, body } = message;
  return (
    <div className={classes.bubble}>
      {header && header.format !== "text" && header.format !== "location" && <Header header={header} />}
      <div className={classes.text}>{(plainText ?? body) || words.empty}</div>
      <div className={classes.foot}>
        <span />
        <span>{time}</span>
      </div>
    </div>
  );
}

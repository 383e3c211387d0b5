/** A file of a message, in place; the room is kept, so that nothing moves when it comes. */

import { Anchor, Loader, Modal, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconFile } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

import { sentence } from "@/api/problem";
import { common, inbox } from "@/words";

import type { Message } from "../../cache/order";
import { size } from "../../format";
import { useMediaUrl } from "../../queries";
import classes from "./thread.module.css";

const words = inbox.message;

interface MediaProps {
  message: Message;
  media: NonNullable<Message["media"]>;
  contactName: string;
}

export function Media({ message, media, contactName }: MediaProps) {
  const { data, error, refetch } = useMediaUrl(message.id, media.status === "stored");
  const [isBroken, setIsBroken] = useState(false);
  const kind = kindOf(message, media.mime_type);
  if (media.status === "failed") {
    return (
      <Note icon={<IconAlertTriangle size={22} aria-hidden />}>{media.failure || words.mediaFailed}</Note>
    );
  }
  if (media.status === "pending") return <Note icon={<Loader size="xs" />}>{words.mediaPending}</Note>;
  if (error) {
    return (
      <Note icon={<IconAlertTriangle size={22} aria-hidden />}>
        {words.mediaError} {sentence(error)}{" "}
        <Anchor component="button" type="button" size="sm" onClick={() => void refetch()}>
          {common.tryAgain}
        </Anchor>
      </Note>
    );
  }
  const url = data?.url;
  const onError = () => setIsBroken(true);
  if (kind === "image" && !isBroken) {
    const alt = message.text || media.filename || words.pictureFrom(contactName);
    return <Picture url={url} alt={alt} isSticker={message.kind === "sticker"} onError={onError} />;
  }
  if (kind === "video" && !isBroken) {
    return (
      <span className={classes.picture}>
        {url && <video src={url} controls preload="metadata" aria-label={words.kinds.video} onError={onError} />}
      </span>
    );
  }
  if (kind === "audio" && !isBroken) {
    if (!url) return <span className={classes.audio} />;
    return (
      <audio
        className={classes.audio}
        src={url}
        controls
        preload="none"
        aria-label={words.kinds[message.kind]}
        onError={onError}
      />
    );
  }
  return <Download url={url} message={message} media={media} />;
}

function Picture(props: { url: string | undefined; alt: string; isSticker: boolean; onError: () => void }) {
  const { url, alt, isSticker, onError } = props;
  const [isOpen, { open, close }] = useDisclosure(false);
  const sticker = isSticker || undefined;
  if (!url) return <span className={classes.picture} data-sticker={sticker} />;
  return (
    <>
      <UnstyledButton className={classes.picture} data-sticker={sticker} title={words.mediaShow} onClick={open}>
        <img src={url} alt={alt} onError={onError} />
      </UnstyledButton>
      <Modal
        opened={isOpen}
        onClose={close}
        title={alt}
        size="auto"
        centered
        closeButtonProps={{ "aria-label": common.close }}
      >
        <img src={url} alt={alt} style={{ display: "block", maxWidth: "100%", maxHeight: "75dvh", margin: "auto" }} />
      </Modal>
    </>
  );
}

function Download({ url, message, media }: { url: string | undefined } & Omit<MediaProps, "contactName">) {
  return (
    <a className={classes.file} href={url} target="_blank" rel="noopener noreferrer" download={media.filename || true}>
      <IconFile size={24} aria-hidden style={{ flexShrink: 0 }} />
      <span>
        <Text span display="block" fw={600} size="sm" truncate>
          {media.filename || words.kinds[message.kind]}
        </Text>
        <Text span display="block" size="xs" c="dimmed">
          {[media.mime_type, media.size_bytes && size(media.size_bytes)].filter(Boolean).join(" · ")}
        </Text>
      </span>
    </a>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.file}>
      {icon}
      <Text span size="sm">
        {children}
      </Text>
    </span>
  );
}

function kindOf({ kind }: Message, mimeType: string): "image" | "video" | "audio" | "file" {
  if (kind === "document") return "file";
  const family = mimeType.split("/")[0];
  if (family === "image" || family === "video" || family === "audio") return family;
  if (kind === "image" || kind === "sticker") return "image";
  if (kind === "audio" || kind === "voice") return "audio";
  return kind === "video" ? "video" : "file";
}

/** What a voice note says or a picture shows, in a model's words. */

import { Spoiler, Text } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";

import { inbox } from "@/words";

import type { Message } from "../../cache/order";
import classes from "./thread.module.css";

const words = inbox.message;
const SHOWN_PX = 110;

interface TranscriptProps {
  transcript: NonNullable<NonNullable<Message["media"]>["transcript"]>;
  isSound: boolean;
}

export function Transcript({ transcript: { status, text, failure, model }, isSound }: TranscriptProps) {
  if (status === "pending") {
    return (
      <Text size="xs" c="dimmed" role="status">
        {words.transcriptPending}
      </Text>
    );
  }
  if (status === "failed") {
    return (
      <Text size="xs" c="dimmed">
        {failure}
      </Text>
    );
  }
  return (
    <div className={classes.transcript}>
      <Text size="xs" c="dimmed" title={words.transcriptBy(model)}>
        <IconSparkles size={12} aria-hidden /> {isSound ? words.transcript.sound : words.transcript.picture}
      </Text>
      <Spoiler maxHeight={SHOWN_PX} showLabel={words.transcriptMore} hideLabel={words.transcriptLess}>
        <Text size="sm" className={classes.text}>
          {text}
        </Text>
      </Spoiler>
    </div>
  );
}

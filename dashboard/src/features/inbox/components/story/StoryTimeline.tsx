/** The steps of a message, the first at the top. */

import { Badge, Box, Code, Group, Text, Timeline } from "@mantine/core";
import {
  IconAlertCircle,
  IconArrowsSplit,
  IconCheck,
  IconChecks,
  IconClock,
  IconDownload,
  IconHelpCircle,
  IconPencil,
  IconPhoto,
  IconRefresh,
  IconSend,
  IconSparkles,
  IconTextRecognition,
  IconUser,
  IconUserCheck,
  type TablerIcon,
} from "@tabler/icons-react";

import type { Schemas } from "@/api/client";
import { CopyField } from "@/components/CopyField";
import { ErrorState, Loading } from "@/components/states";
import { inbox } from "@/words";

import { exactTime } from "../../format";
import { useStory } from "../../queries";
import classes from "./story.module.css";

type Event = Schemas["StoryEvent"];

const words = inbox.story;
const ICONS: Record<Event["kind"], TablerIcon> = {
  written: IconPencil,
  received: IconDownload,
  identified: IconUserCheck,
  routed: IconArrowsSplit,
  task: IconRefresh,
  media: IconPhoto,
  transcript: IconTextRecognition,
  ai: IconSparkles,
  send: IconSend,
  receipt: IconChecks,
  person: IconUser,
  changed: IconPencil,
};
const STATES: Record<Event["state"], { color: string; icon: TablerIcon }> = {
  done: { color: "green", icon: IconCheck },
  waiting: { color: "blue", icon: IconClock },
  retrying: { color: "yellow", icon: IconRefresh },
  failed: { color: "red", icon: IconAlertCircle },
  unknown: { color: "orange", icon: IconHelpCircle },
};

export function StoryTimeline({ messageId }: { messageId: string }) {
  const { data, error, refetch } = useStory(messageId);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <>
      <Timeline bulletSize={26} lineWidth={2} aria-label={words.title} role="list" active={data.events.length}>
        {data.events.map((event, at) => {
          const Icon = ICONS[event.kind];
          return (
            <Timeline.Item
              key={at}
              role="listitem"
              color={STATES[event.state].color}
              bullet={<Icon size={14} aria-hidden />}
            >
              <Step event={event} />
            </Timeline.Item>
          );
        })}
      </Timeline>
      <Box mt="lg">
        <CopyField label={words.id} value={messageId} />
      </Box>
    </>
  );
}

function Step({ event }: { event: Event }) {
  const { state, what, code, number } = event;
  const details = Object.entries(event.details);
  return (
    <>
      <Text size="sm">{what}</Text>
      <Group gap="xs" mt={2}>
        <Text component="time" size="xs" c="dimmed" dateTime={event.at}>
          {exactTime(event.at)}
        </Text>
        {state !== "done" && <State state={state} />}
        {number !== null && (
          <Text size="xs" c="dimmed">
            {words.attempt(number)}
          </Text>
        )}
        {code && <Code fz="xs">{code}</Code>}
      </Group>
      {details.length > 0 && (
        <details className={classes.details}>
          <summary>{words.details}</summary>
          <dl>
            {details.map(([name, value]) => (
              <div key={name}>
                <dt>{words.names[name] ?? name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function State({ state }: { state: Event["state"] }) {
  const { color, icon: Icon } = STATES[state];
  return (
    <Badge size="sm" variant="light" color={color} autoContrast leftSection={<Icon size={12} aria-hidden />}>
      {words.states[state]}
    </Badge>
  );
}

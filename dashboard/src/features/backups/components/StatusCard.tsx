/** How the backups are: the last one in words, what runs, what is due, and the last test of a restore. */

import { Alert, Group, Progress, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock, IconLoader2 } from "@tabler/icons-react";

import type { Schemas } from "@/api/client";
import { bytes, count, dateTime } from "@/components/format";
import { Fact, Section } from "@/components/Section";
import { backups as words } from "@/words";

import { isDamaged, type Status } from "../queries";

export function StatusCard({ status }: { status: Status }) {
  const { last, last_good: good, next_at: next, size_bytes: size, media_bytes: media, backups } = status;
  return (
    <Section title={words.status}>
      <Headline status={status} />
      {isBad(last) && good && <Text size="sm">{words.lastGoodAt(dateTime(good.finished_at ?? good.started_at))}</Text>}
      <Fact label={words.nextAt}>{next ? dateTime(next) : words.nextNever}</Fact>
      {backups > 0 && (
        <Fact label={words.stored}>{words.storedText(bytes(size), bytes(media), words.backupsOf(count(backups)))}</Fact>
      )}
    </Section>
  );
}

function isBad(last: Status["last"]): boolean {
  return last != null && (last.state === "failed" || isDamaged(last));
}

/** The last backup, or the one that runs, in a line and what belongs to it. */
export function Headline({ status: { headline, detail, last, running } }: { status: Status }) {
  const isWrong = !running && isBad(last);
  const [color, Icon] = running ? ["blue", IconLoader2] : isWrong ? ["red", IconAlertTriangle] : last ? ["green", IconCheck] : ["gray", IconClock];
  return (
    <>
      <Group gap="sm" wrap="nowrap">
        <ThemeIcon color={color} variant="light" radius="xl" size="lg" aria-hidden>
          <Icon size={20} />
        </ThemeIcon>
        <Text fw={600} role="status" style={{ minWidth: 0 }}>
          {headline}
        </Text>
      </Group>
      {isWrong
        ? detail && (
            <Alert color="red" variant="light" role="alert">
              {detail}
            </Alert>
          )
        : detail && <Text size="sm">{detail}</Text>}
      {running ? (
        <>
          <Text size="sm">
            {words.phases[running.phase] ?? running.phase}: {words.soFar(count(running.documents), count(running.media_uploaded))}
          </Text>
          <Progress value={100} animated aria-label={words.progress} />
        </>
      ) : (
        last && (
          <Text size="sm" c="dimmed">
            {[
              words.lastAt(dateTime(last.finished_at ?? last.started_at)),
              words.counts(count(last.documents), count(last.media)),
              bytes(last.size_bytes + last.media_bytes),
            ].join(" · ")}
          </Text>
        )
      )}
    </>
  );
}

export function DrillCard({ drill }: { drill: Schemas["Drill"] | null }) {
  if (!drill) {
    return (
      <Section title={words.drill.title}>
        <Text c="dimmed">{words.drill.none}</Text>
      </Section>
    );
  }
  const when = dateTime(drill.finished_at ?? drill.started_at);
  return (
    <Section title={words.drill.title}>
      {drill.state === "running" && <Text role="status">{words.drill.running}</Text>}
      {drill.state === "done" && (
        <>
          <Text fw={600}>{words.drill.done}</Text>
          <Text size="sm">{words.drill.text(count(drill.documents ?? 0), count(drill.media ?? 0), when)}</Text>
        </>
      )}
      {drill.state === "failed" && (
        <Alert color="red" variant="light" role="alert" title={words.drill.failed}>
          {drill.error}
        </Alert>
      )}
    </Section>
  );
}

/** A conversation in which nothing is sent: how the agent, as it stands on this page, would answer. */

import { ActionIcon, Alert, Badge, Group, Loader, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconEraser, IconSend2, IconUserShare } from "@tabler/icons-react";
import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";

import { sentence } from "@/api/problem";
import { ContactSelect, type PickedContact } from "@/components/ContactSelect";
import { percent } from "@/components/format";
import { AiUseTable } from "@/components/AiUseTable";
import { agents } from "@/words";

import type { Patch } from "../../draft";
import { type Tried, type Turn, useTry } from "../../queries";
import classes from "./editor.module.css";

const words = agents.sandbox;
const LONGEST = 4096;
const MOST_TURNS = 100;

interface Said {
  turn: Turn | null;
  tried: Tried | null;
}

interface TryChatProps {
  /** Null before the agent is made. */
  agentId: string | null;
  name: string;
  changes: Patch;
  /** Whether the draft has faults, with which it cannot be tried. */
  isFaulty: boolean;
}

export function TryChat({ agentId, name, changes, isFaulty }: TryChatProps) {
  const title = useId();
  const [said, setSaid] = useState<Said[]>([]);
  const [typed, setTyped] = useState("");
  const [contact, setContact] = useState<PickedContact | null>(null);
  const asking = useTry(agentId ?? "");
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [said, asking.isPending, asking.error]);
  const ask = (before: Said[]) => {
    const turns = before.flatMap(({ turn }) => turn ?? []).slice(-MOST_TURNS);
    asking.mutate(
      { turns, contactId: contact?.id ?? null, draft: changes },
      {
        onSuccess: (tried) => {
          const turn: Turn | null = tried.text ? { by: "business", text: tried.text } : null;
          setSaid([...before, { turn, tried }]);
        },
      },
    );
  };
  const send = (event?: SubmitEvent) => {
    event?.preventDefault();
    const text = typed.trim();
    if (!text || asking.isPending || agentId === null || isFaulty) return;
    const next: Said[] = [...said, { turn: { by: "customer", text }, tried: null }];
    setSaid(next);
    setTyped("");
    ask(next);
  };
  const clear = () => {
    setSaid([]);
    asking.reset();
  };
  return (
    <Paper withBorder className={classes.chat} component="section" aria-labelledby={title}>
      <Stack gap="xs" className={classes.head}>
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h4" id={title}>
            {words.title}
          </Title>
          {said.length > 0 && (
            <ActionIcon variant="default" size={32} aria-label={words.clear} title={words.clear} onClick={clear}>
              <IconEraser size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {agentId === null ? words.saveFirst : words.lead}
        </Text>
        {agentId !== null && (
          <ContactSelect
            label={words.asContact}
            description={words.asContactHint}
            placeholder={words.asNobody}
            none={words.contactNone}
            unnamed={words.unnamed}
            picked={contact}
            onPick={setContact}
          />
        )}
      </Stack>
      <div ref={end} className={classes.turns} role="log" aria-label={words.conversation} aria-live="polite" tabIndex={0}>
        {said.length === 0 && agentId !== null && (
          <Text size="sm" c="dimmed" ta="center" m="auto">
            {words.empty}
          </Text>
        )}
        {said.map(({ turn, tried }, at) =>
          tried ? (
            <Answer key={at} tried={tried} name={name} />
          ) : (
            <div key={at} className={classes.turn} data-by="customer">
              <p className={classes.bubble}>{turn?.text}</p>
            </div>
          ),
        )}
        {asking.isPending && (
          <Group gap="xs" role="status">
            <Loader size="xs" />
            <Text size="sm" c="dimmed">
              {words.thinking}
            </Text>
          </Group>
        )}
        {asking.error && (
          <Alert color="red" variant="light" role="alert" title={words.failed}>
            <Text size="sm">{sentence(asking.error)}</Text>
          </Alert>
        )}
      </div>
      <form className={classes.write} onSubmit={send}>
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <Textarea
            flex={1}
            aria-label={words.write}
            placeholder={words.write}
            autosize
            minRows={1}
            maxRows={5}
            maxLength={LONGEST}
            disabled={agentId === null}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              send();
            }}
          />
          <ActionIcon
            type="submit"
            size={36}
            aria-label={words.send}
            disabled={agentId === null || isFaulty || !typed.trim()}
            loading={asking.isPending}
          >
            <IconSend2 size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </form>
    </Paper>
  );
}

function Answer({ tried, name }: { tried: Tried; name: string }) {
  const { text, hand_over: handOver, facts, recalled, tools, usage, confidence } = tried;
  return (
    <div className={classes.turn} data-by="business">
      <Text size="xs" fw={600} c="dimmed">
        {name}
      </Text>
      {text ? <p className={classes.bubble}>{text}</p> : handOver && <Text size="sm">{words.saysNothing}</Text>}
      {handOver && (
        <Alert color="orange" variant="light" mt={6} p="xs" icon={<IconUserShare size={18} aria-hidden />} title={words.handsOver}>
          <Text size="sm">
            {agents.reasons[handOver.reason] ?? handOver.reason}. {handOver.detail}
          </Text>
        </Alert>
      )}
      <Group gap={6} mt={6}>
        {!handOver && (
          <Badge size="sm" variant="default">
            {words.sure(percent(confidence, 1))}
          </Badge>
        )}
        <Text size="xs" c="dimmed">
          {facts.length > 0 ? words.facts(facts.length) : words.noFacts(recalled)}
        </Text>
      </Group>
      {facts.length > 0 && (
        <Text size="xs" component="ul" my={4} ps="md">
          {facts.map((fact) => (
            <li key={fact.id}>{fact.text}</li>
          ))}
        </Text>
      )}
      {tools.length > 0 && (
        <Text size="xs" c="dimmed">
          {words.did}:{" "}
          {tools
            .map((tool) => [words.toolNames[tool.name] ?? tool.name, ...Object.values(tool.arguments)].filter(Boolean).join(": "))
            .join("; ")}
        </Text>
      )}
      <details>
        <Text component="summary" size="xs" c="dimmed" style={{ cursor: "pointer" }}>
          {words.details}
        </Text>
        <AiUseTable use={usage} />
      </details>
    </div>
  );
}

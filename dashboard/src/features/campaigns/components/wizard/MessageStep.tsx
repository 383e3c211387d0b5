/** What the campaign says, through which channels, and how it looks. */

import { Anchor, Checkbox, Group, Input, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";

import { ProviderIcon } from "@/components/ProviderIcon";
import { ErrorState, Loading } from "@/components/states";
import { campaigns, channels as channelWords, shell } from "@/words";

import { type Content, savable, variablesIn, variablesOfTemplate } from "../../message";
import { type Channel, useChannels, useTemplate } from "../../queries";
import { MessagePreview } from "./MessagePreview";
import { TemplateMessage } from "./TemplateMessage";
import { TestSend } from "./TestSend";
import { TextMessage } from "./TextMessage";
import { Card, type StepProps } from "./Wizard";
import classes from "./wizard.module.css";

const words = campaigns.message;
const NOTHING: Content = { text: "", template_id: null, variants: [], fallbacks: {} };

export function MessageStep({ id, draft, faultAt, change, flush }: StepProps) {
  const { data: channels, error, refetch } = useChannels();
  // What says nothing yet is saved as nothing, and what else was chosen must not be lost meanwhile.
  const [content, setContent] = useState<Content>(draft.content ?? NOTHING);
  const [kind, setKind] = useState<"template" | "text">(draft.content?.text ? "text" : "template");
  const set = (next: Content) => {
    setContent(next);
    change({ content: savable(next) });
  };
  const choose = (next: "template" | "text") => {
    setKind(next);
    set({ ...NOTHING, fallbacks: content.fallbacks });
  };
  if (!channels) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const connected = channels.filter(({ status, id: channelId }) => status !== "disconnected" || draft.channels.includes(channelId));
  const pool = connected.filter((channel) => draft.channels.includes(channel.id));
  return (
    <div className={classes.columns}>
      <Stack gap="md">
        <Card label={words.title}>
          <ChannelPool
            channels={connected}
            chosen={draft.channels}
            fault={faultAt("/channels")}
            onChange={(chosen) => change({ channels: chosen })}
          />
          <SegmentedControl
            fullWidth
            aria-label={words.kind}
            value={kind}
            onChange={choose}
            data={[
              { value: "template", label: words.kinds.template },
              { value: "text", label: words.kinds.text },
            ]}
          />
          {faultAt("/content") && <Input.Error>{faultAt("/content")}</Input.Error>}
          {kind === "template" ? (
            <TemplateMessage content={content} pool={pool} onChange={set} />
          ) : (
            <TextMessage content={content} onChange={set} />
          )}
          <Fallbacks content={content} onChange={set} />
        </Card>
      </Stack>
      <Stack gap="md">
        <MessagePreview content={content} pool={pool} />
        {savable(content) && <TestSend id={id} variants={(content.variants ?? []).map((variant) => variant.id)} flush={flush} />}
      </Stack>
    </div>
  );
}

interface ChannelPoolProps {
  channels: readonly Channel[];
  chosen: readonly string[];
  fault: string | undefined;
  onChange: (chosen: string[]) => void;
}

function ChannelPool({ channels, chosen, fault, onChange }: ChannelPoolProps) {
  if (channels.length === 0) {
    return (
      <Text size="sm">
        {words.channelsNone}{" "}
        <Anchor component={Link} to="/channels" inherit>
          {shell.channels}
        </Anchor>
      </Text>
    );
  }
  return (
    <Checkbox.Group label={words.channels} description={words.channelsHint} error={fault} value={[...chosen]} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {channels.map(({ id, name, provider, address, status }) => (
          <Checkbox
            key={id}
            value={id}
            label={
              <Group gap={6} wrap="nowrap">
                <ProviderIcon provider={provider} />
                <span style={{ overflowWrap: "anywhere" }}>{name}</span>
              </Group>
            }
            description={[address, status !== "active" && channelWords.status[status]].filter(Boolean).join(" · ")}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Fallbacks({ content, onChange }: { content: Content; onChange: (content: Content) => void }) {
  const { data: template } = useTemplate(content.template_id);
  const texts = [content.text ?? "", ...(content.variants ?? []).map(({ text }) => text ?? "")];
  const names = [...new Set([...variablesIn(texts), ...(template ? variablesOfTemplate(template) : [])])];
  const known = content.fallbacks ?? {};
  if (names.length === 0) return null;
  return (
    <Stack gap="xs" role="group" aria-label={words.fallbacks}>
      <div>
        <Text size="sm" fw={600}>
          {words.fallbacks}
        </Text>
        <Text size="sm" c="dimmed">
          {words.fallbacksHint}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {names.map((name) => (
          <TextInput
            key={name}
            label={words.fallback(`{{${name}}}`)}
            maxLength={1024}
            value={known[name] ?? ""}
            onChange={(event) => onChange({ ...content, fallbacks: { ...known, [name]: event.currentTarget.value } })}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

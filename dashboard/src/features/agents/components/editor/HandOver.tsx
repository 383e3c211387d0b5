/** When the agent leaves a conversation to people. */

import { Input, NumberInput, SimpleGrid, Slider, Switch, TagsInput, Textarea } from "@mantine/core";
import { useId } from "react";

import { percent } from "@/components/format";
import { Section } from "@/components/Section";
import { agents } from "@/words";

import { type Draft, LIMITS } from "../../draft";
import type { PartProps } from "./Editor";

const words = agents.handOver;
const MOST_FAILURES = 10;

export function HandOver({ draft, readOnly, faultAt, change }: PartProps) {
  const rules = draft.hand_over;
  const set = (changed: Partial<Draft["hand_over"]>) => change({ hand_over: { ...rules, ...changed } });
  return (
    <Section title={words.title}>
      <Switch
        label={words.onRequest}
        checked={rules.on_request}
        onChange={(event) => set({ on_request: event.currentTarget.checked })}
      />
      <TagsInput
        label={words.keywords}
        description={words.keywordsHint}
        placeholder={rules.keywords.length === 0 ? words.keywordsPlaceholder : undefined}
        readOnly={readOnly}
        maxTags={LIMITS.keywords}
        splitChars={[",", ";"]}
        value={rules.keywords}
        error={faultAt("/hand_over/keywords")}
        onChange={(next) => set({ keywords: next.map((one) => one.trim().slice(0, LIMITS.keyword)).filter(Boolean) })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Confidence value={rules.least_confidence} readOnly={readOnly} onChange={(share) => set({ least_confidence: share })} />
        <NumberInput
          label={words.failures}
          description={words.failuresHint}
          min={1}
          max={MOST_FAILURES}
          clampBehavior="blur"
          allowDecimal={false}
          value={rules.after_failures}
          error={faultAt("/hand_over/after_failures")}
          onChange={(value) => {
            if (Number(value) >= 1 && Number(value) <= MOST_FAILURES) set({ after_failures: Number(value) });
          }}
        />
      </SimpleGrid>
      <Textarea
        label={words.message}
        description={words.messageHint}
        placeholder={words.messagePlaceholder}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={LIMITS.message}
        value={rules.message}
        error={faultAt("/hand_over/message")}
        onChange={(event) => set({ message: event.currentTarget.value })}
      />
    </Section>
  );
}

function Confidence({ value, readOnly, onChange }: { value: number; readOnly: boolean; onChange: (share: number) => void }) {
  const id = useId();
  const says = (share: number) => (share === 0 ? words.never : words.below(percent(share, 1)));
  return (
    <Input.Wrapper label={words.confidence} description={words.confidenceHint} labelElement="div" labelProps={{ id }}>
      <Slider
        mt="sm"
        mb="lg"
        min={0}
        max={1}
        step={0.05}
        label={says}
        marks={[{ value: 0, label: words.never }, { value: 0.5, label: percent(0.5, 1) }, { value: 1, label: percent(1, 1) }]}
        disabled={readOnly}
        thumbProps={{ "aria-labelledby": id, "aria-valuetext": says(value) }}
        value={value}
        onChange={(next) => onChange(Math.round(next * 100) / 100)}
      />
    </Input.Wrapper>
  );
}

/** Which language model the agent asks. */

import { NumberInput, SimpleGrid, TextInput } from "@mantine/core";

import { Section } from "@/components/Section";
import { agents } from "@/words";

import type { PartProps } from "./Editor";

const words = agents.model;
const HOTTEST = 2;

export function Model({ draft, faultAt, change }: PartProps) {
  return (
    <Section title={words.title}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={words.model}
          description={words.modelHint}
          placeholder={words.modelPlaceholder}
          maxLength={100}
          spellCheck={false}
          value={draft.model}
          error={faultAt("/model")}
          onChange={(event) => change({ model: event.currentTarget.value.trim() })}
        />
        <NumberInput
          label={words.temperature}
          description={words.temperatureHint}
          placeholder={words.temperaturePlaceholder}
          min={0}
          max={HOTTEST}
          step={0.1}
          decimalScale={2}
          clampBehavior="strict"
          value={draft.temperature ?? ""}
          error={faultAt("/temperature")}
          onChange={(value) => change({ temperature: value === "" ? null : Number(value) })}
        />
      </SimpleGrid>
    </Section>
  );
}

/** Who the agent is, and what it is told. */

import { Switch, Text, Textarea, TextInput } from "@mantine/core";

import { count } from "@/components/format";
import { Section } from "@/components/Section";
import { agents } from "@/words";

import { LIMITS } from "../../draft";
import type { PartProps } from "./Editor";

const words = agents.basics;
/** From here on it is told how much room is left. */
const NEAR_CHARACTERS = LIMITS.instructions * 0.8;

export function Basics({ draft, faultAt, change }: PartProps) {
  const { name, is_on: isOn, instructions, language } = draft;
  return (
    <Section title={words.title}>
      <TextInput
        label={words.name}
        description={words.nameHint}
        required
        maxLength={LIMITS.name}
        value={name}
        error={faultAt("/name")}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Switch
        label={words.isOn}
        description={words.isOnHint}
        checked={isOn}
        onChange={(event) => change({ is_on: event.currentTarget.checked })}
      />
      <Textarea
        label={words.instructions}
        description={words.instructionsHint}
        placeholder={words.instructionsPlaceholder}
        autosize
        minRows={6}
        maxRows={22}
        maxLength={LIMITS.instructions}
        value={instructions}
        error={faultAt("/instructions")}
        onChange={(event) => change({ instructions: event.currentTarget.value })}
      />
      {instructions.length > NEAR_CHARACTERS && (
        <Text size="xs" c="dimmed">
          {words.characters(count(instructions.length), count(LIMITS.instructions))}
        </Text>
      )}
      <TextInput
        label={words.language}
        description={words.languageHint}
        placeholder={words.languagePlaceholder}
        maw={260}
        maxLength={16}
        value={language}
        error={faultAt("/language")}
        onChange={(event) => change({ language: event.currentTarget.value.trim() })}
      />
    </Section>
  );
}

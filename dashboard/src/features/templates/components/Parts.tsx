/** What a template says, part by part. */

import { Alert, Checkbox, NumberInput, Paper, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Fault } from "@/api/problem";
import { templates as words } from "@/words";

import { codeChoice, codeParts, type Draft, faultAt, LIMITS, withCategory } from "../draft";
import { CATEGORIES } from "../filter";
import { languageOptions } from "../languages";
import { BodyField } from "./BodyField";
import { ButtonsField } from "./ButtonsField";
import { Count } from "./Count";
import { HeaderField } from "./HeaderField";
import { VariablesField } from "./VariablesField";

export interface PartProps {
  draft: Draft;
  /** What is wrong at a place, once people have been there. */
  faultOf: (pointer: string, deep?: boolean) => string | undefined;
  readOnly: boolean;
  onChange: (changed: Partial<Draft>) => void;
}

interface PartsProps extends Omit<PartProps, "faultOf"> {
  faults: readonly Fault[];
  isNew: boolean;
  /** Whether to tell of every fault, and not of those only where something was changed. */
  showAll: boolean;
}

export function Parts({ draft, faults, isNew, showAll, readOnly, onChange }: PartsProps) {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const change = (changed: Partial<Draft>) => {
    setTouched((before) => new Set([...before, ...Object.keys(changed)]));
    onChange(changed);
  };
  const faultOf = (pointer: string, deep = false) => {
    const field = pointer.split("/")[1] ?? "";
    return showAll || touched.has(field) ? faultAt(faults, pointer, deep) : undefined;
  };
  const part = { draft, faultOf, readOnly, onChange: change };
  const isCode = draft.category === "authentication";
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.editor.parts}>
      <Stack gap="lg">
        <Identity {...part} isNew={isNew} />
        <CategoryField {...part} />
        {isCode ? (
          <CodeFields {...part} />
        ) : (
          <>
            <HeaderField {...part} />
            <BodyField {...part} />
            <TextInput
              label={words.editor.footer}
              description={<Count text={draft.footer} most={LIMITS.footer} hint={words.editor.footerHint} />}
              readOnly={readOnly}
              maxLength={1024}
              value={draft.footer}
              error={faultOf("/footer")}
              onChange={(event) => change({ footer: event.currentTarget.value })}
            />
            <ButtonsField {...part} />
          </>
        )}
        <VariablesField {...part} />
      </Stack>
    </Paper>
  );
}

function Identity({ draft, faultOf, readOnly, onChange, isNew }: PartProps & { isNew: boolean }) {
  return (
    <>
      <TextInput
        label={words.editor.name}
        description={isNew ? words.editor.nameHint : words.editor.nameFixed}
        placeholder="order_ready"
        maxLength={LIMITS.name}
        readOnly={!isNew || readOnly}
        variant={isNew ? "default" : "filled"}
        autoComplete="off"
        spellCheck={false}
        value={draft.name}
        error={faultOf("/name")}
        onChange={(event) => onChange({ name: event.currentTarget.value.replace(/\s/g, "_").toLowerCase() })}
      />
      <Select
        label={words.language}
        searchable
        allowDeselect={false}
        nothingFoundMessage={words.editor.languageNone}
        data={languageOptions(draft.language)}
        readOnly={!isNew || readOnly}
        variant={isNew ? "default" : "filled"}
        value={draft.language}
        error={faultOf("/language")}
        onChange={(language) => language && onChange({ language })}
      />
    </>
  );
}

function CategoryField({ draft, faultOf, readOnly, onChange }: PartProps) {
  return (
    <Radio.Group
      label={words.category}
      value={draft.category}
      error={faultOf("/category")}
      onChange={(category) => !readOnly && onChange(withCategory(draft, category))}
    >
      <Stack gap="xs" mt="xs">
        {CATEGORIES.map((value) => (
          <Radio
            key={value}
            value={value}
            label={words.categories[value]}
            description={words.categoryHints[value]}
            disabled={readOnly && value !== draft.category}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** A template for verification codes, of which WhatsApp leaves little to choose. */
function CodeFields({ draft, faultOf, readOnly, onChange }: PartProps) {
  const choice = codeChoice(draft);
  return (
    <>
      <Alert variant="light" color="blue">
        <Text size="sm">{words.editor.codeText}</Text>
        <Text size="sm" fw={600}>
          {draft.body}
        </Text>
        {faultOf("/body")}
      </Alert>
      <Checkbox
        label={words.editor.codeAdvice}
        disabled={readOnly}
        checked={choice.hasAdvice}
        onChange={(event) => onChange(codeParts({ ...choice, hasAdvice: event.currentTarget.checked }))}
      />
      <NumberInput
        label={words.editor.codeMinutes}
        description={words.editor.codeMinutesHint}
        w={240}
        min={1}
        max={90}
        clampBehavior="strict"
        allowDecimal={false}
        readOnly={readOnly}
        value={choice.minutes ?? ""}
        error={faultOf("/footer") ?? faultOf("/buttons", true)}
        onChange={(value) => onChange(codeParts({ ...choice, minutes: value === "" ? null : Number(value) }))}
      />
    </>
  );
}

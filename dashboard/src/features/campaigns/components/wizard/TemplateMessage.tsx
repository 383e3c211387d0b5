/** A template as the message, and further ones as its variants. */

import { Anchor, MultiSelect, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { Link } from "react-router";

import { campaigns, templates as templateWords } from "@/words";

import { type Content, freeIds, mayChoose, MOST_VARIANTS, type Template, usability } from "../../message";
import { type Channel, useTemplate, useTemplateChoice } from "../../queries";

const words = campaigns.message;
const TYPING_MS = 300;

interface TemplateMessageProps {
  content: Content;
  pool: readonly Channel[];
  onChange: (content: Content) => void;
}

export function TemplateMessage({ content, pool, onChange }: TemplateMessageProps) {
  const [typed, setTyped] = useState("");
  const { data: chosen } = useTemplate(content.template_id);
  // What is in the field while a template is chosen is its own label, and no search.
  const [q] = useDebouncedValue(chosen && typed === labelOf(chosen, pool) ? "" : typed, TYPING_MS);
  const { data: found = [] } = useTemplateChoice(searchOf(q));
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  const options = all.map((template) => ({
    value: template.id,
    label: labelOf(template, pool),
    disabled: !mayChoose(template, pool) && template.id !== content.template_id,
  }));
  const variants = content.variants ?? [];
  const setVariants = (ids: string[]) => {
    const kept = variants.filter(({ template_id: id }) => id && ids.includes(id));
    const added = ids.filter((id) => !kept.some((variant) => variant.template_id === id));
    const letters = freeIds(kept, added.length);
    onChange({
      ...content,
      variants: [...kept, ...added.map((id, place) => ({ id: letters[place] ?? "z", template_id: id }))],
    });
  };
  return (
    <>
      <Select
        label={words.template}
        description={words.templateHint}
        placeholder={words.templatePlaceholder}
        searchable
        allowDeselect={false}
        nothingFoundMessage={words.templateNone}
        data={options}
        // The API searches; what it found is shown.
        filter={({ options: all }) => all}
        searchValue={typed}
        onSearchChange={setTyped}
        value={content.template_id ?? null}
        error={chosen && !mayChoose(chosen, pool) ? stateOf(chosen, pool) : undefined}
        onChange={(id) => id && onChange({ ...content, template_id: id, text: "", variants: variants.filter((one) => one.template_id !== id) })}
      />
      {found.length === 0 && q === "" && (
        <Text size="sm">
          {templateWords.emptyTitle}.{" "}
          <Anchor component={Link} to="/templates" inherit>
            {words.templateLink}
          </Anchor>
        </Text>
      )}
      {content.template_id && (
        <MultiSelect
          label={words.addTemplates}
          description={words.addTemplatesHint}
          searchable
          clearable
          maxValues={MOST_VARIANTS}
          nothingFoundMessage={words.templateNone}
          data={options.filter(({ value }) => value !== content.template_id)}
          value={variants.flatMap(({ template_id: id }) => (id ? [id] : []))}
          onChange={setVariants}
        />
      )}
    </>
  );
}

/** The API looks for names and texts; a label that was typed back in full is no search. */
function searchOf(typed: string): string {
  return typed.includes(" · ") ? "" : typed.trim().slice(0, 64);
}

function labelOf(template: Template, pool: readonly Channel[]): string {
  return `${template.name} (${template.language}) · ${stateOf(template, pool)}`;
}

function stateOf(template: Template, pool: readonly Channel[]): string {
  switch (usability(template, pool)) {
    case "usable":
      return words.usable;
    case "no_account":
      return words.notNeeded;
    case "not_submitted":
      return templateWords.approval.none ?? "";
    case "outdated":
      return templateWords.outdated;
    case "not_approved": {
      const accounts = pool.map(({ account_id: account }) => template.approvals[account]);
      const bad = accounts.find((approval) => approval && approval.status !== "approved");
      return templateWords.approval[bad?.status ?? "unknown"] ?? "";
    }
  }
}

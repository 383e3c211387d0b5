/** A template to send where free text is no longer possible. */

import { ActionIcon, Autocomplete, Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus, IconSend2, IconX } from "@tabler/icons-react";
import { useState } from "react";

import { newKey } from "@/api/client";
import { inbox } from "@/words";

import type { Outbox } from "../../outbox/outbox";
import type { Route } from "../../queries";
import { EMPTY_TEMPLATE, fillIn, type TemplateDraft, useSentTemplates, variablesOf } from "../../templates";
import classes from "./composer.module.css";

const words = inbox.template;

interface TemplateFormProps {
  conversationId: string;
  route: Route;
  /** The channel that the person insists on, if any. */
  chosen: string | null;
  outbox: Outbox;
}

export function TemplateForm({ conversationId, route, chosen, outbox }: TemplateFormProps) {
  const [sent, remember] = useSentTemplates();
  const [key, setKey] = useState(newKey);
  const form = useForm<TemplateDraft>({
    initialValues: EMPTY_TEMPLATE,
    validate: {
      name: (value) => (value.trim() ? null : words.need.name),
      language: (value) => (/^[A-Za-z]{2,3}([_-][A-Za-z]{2,8})?$/.test(value.trim()) ? null : words.need.language),
      variables: (values) => {
        const missing = Object.keys(values).find((name) => !values[name]?.trim());
        return missing === undefined ? null : words.need.variable;
      },
    },
  });
  const { body, variables } = form.values;
  const inBody = variablesOf(body);
  const names = Object.keys(variables);
  const setBody = (next: string) => {
    // Those that stand in the body, and those that were added by hand and still have a value.
    const kept = variablesOf(next);
    const own = names.filter((name) => !kept.includes(name) && !inBody.includes(name));
    const all = [...kept, ...own];
    form.setValues({ body: next, variables: Object.fromEntries(all.map((name) => [name, variables[name] ?? ""])) });
  };
  const send = (template: TemplateDraft) => {
    const { name, language } = template;
    const filled = { name: name.trim(), language: language.trim(), variables: template.variables };
    outbox.add(
      conversationId,
      { key, file: null },
      {
        template: { ...filled, text: fillIn(template.body, template.variables) },
        route_version: route.version,
        ...(chosen && { channel_id: chosen }),
      },
    );
    setKey(newKey());
    remember(template);
    form.reset();
  };
  return (
    <form onSubmit={form.onSubmit(send)} aria-label={words.title}>
      <Stack gap="xs">
        <Text size="sm">{words.why}</Text>
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <Autocomplete
            flex={2}
            label={words.name}
            placeholder="order_ready"
            maxLength={512}
            data={sent.length > 0 ? [{ group: words.recent, items: [...new Set(sent.map(({ name }) => name))] }] : []}
            {...form.getInputProps("name")}
            onOptionSubmit={(name) => {
              const known = sent.find((one) => one.name === name);
              if (known) form.setValues(known);
            }}
          />
          <TextInput flex={1} miw={80} label={words.language} maxLength={16} {...form.getInputProps("language")} />
        </Group>
        <Textarea
          label={words.body}
          placeholder={words.bodyHint}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={1024}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {names.map((name) => (
          <TextInput
            key={name}
            label={words.variable(name)}
            value={variables[name] ?? ""}
            error={variables[name]?.trim() ? undefined : form.errors.variables}
            onChange={(event) => form.setFieldValue("variables", { ...variables, [name]: event.currentTarget.value })}
            rightSection={
              !inBody.includes(name) && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={words.removeVariable(name)}
                  onClick={() => {
                    const others = Object.entries(variables).filter(([other]) => other !== name);
                    form.setFieldValue("variables", Object.fromEntries(others));
                  }}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              )
            }
          />
        ))}
        {body.trim() !== "" && (
          <div role="group" aria-label={words.preview} className={classes.preview}>
            {fillIn(body, variables)}
          </div>
        )}
        <Group justify="space-between">
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.setFieldValue("variables", { ...variables, [nextName(names)]: "" })}
          >
            {words.addVariable}
          </Button>
          <Button type="submit" leftSection={<IconSend2 size={16} aria-hidden />}>
            {words.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The number of the next positional variable. */
function nextName(names: readonly string[]): string {
  return String(Math.max(0, ...names.map(Number).filter(Number.isInteger)) + 1);
}

/** A text as the message, with variants that people or AI have written. */

import { ActionIcon, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";

import { count } from "@/components/format";
import { SpinButton } from "@/components/spin/SpinButton";
import { InsertVariable } from "@/components/InsertVariable";
import { campaigns } from "@/words";

import { type Content, freeIds, MOST_VARIANTS, TEXT_MAX_CHARS, variablesIn } from "../../message";

const words = campaigns.message;
const KNOWN = ["first_name", "last_name", "full_name"];

interface TextMessageProps {
  content: Content;
  onChange: (content: Content) => void;
}

export function TextMessage({ content, onChange }: TextMessageProps) {
  const { text = "", variants = [] } = content;
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const at = area.current?.selectionStart ?? text.length;
    onChange({ ...content, text: `${text.slice(0, at)}{{${name}}}${text.slice(area.current?.selectionEnd ?? at)}` });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at + name.length + 4, at + name.length + 4);
    });
  };
  const add = (texts: string[]) => {
    const ids = freeIds(variants, texts.length);
    const made = texts.slice(0, MOST_VARIANTS - variants.length).map((one, place) => ({ id: ids[place] ?? "z", text: one }));
    onChange({ ...content, variants: [...variants, ...made] });
  };
  return (
    <>
      <Stack gap={6}>
        <Group gap="xs">
          <InsertVariable names={[...new Set([...KNOWN, ...variablesIn([text])])]} onInsert={insert} />
          <SpinButton
            text={text}
            kind="session"
            others={variants.map((one) => one.text ?? "")}
            most={MOST_VARIANTS - variants.length}
            onApprove={add}
          />
        </Group>
        <Textarea
          ref={area}
          label={words.text}
          description={`${words.textHint}${text && ` ${words.chars(count(text.length), count(TEXT_MAX_CHARS))}.`}`}
          autosize
          minRows={5}
          maxRows={16}
          maxLength={TEXT_MAX_CHARS}
          value={text}
          onChange={(event) => onChange({ ...content, template_id: null, text: event.currentTarget.value })}
        />
      </Stack>
      {text.trim() !== "" && (
        <Stack gap="xs" role="group" aria-label={words.variants}>
          {variants.length > 0 && (
            <Text size="sm" c="dimmed">
              {words.variantsHint}
            </Text>
          )}
          {variants.map((variant) => (
            <Group key={variant.id} gap="xs" wrap="nowrap" align="flex-end">
              <Textarea
                flex={1}
                label={words.variantOf(variant.id)}
                autosize
                minRows={2}
                maxRows={10}
                maxLength={TEXT_MAX_CHARS}
                value={variant.text ?? ""}
                onChange={(event) => {
                  const changed = { ...variant, text: event.currentTarget.value };
                  onChange({ ...content, variants: variants.map((one) => (one.id === variant.id ? changed : one)) });
                }}
              />
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                aria-label={words.remove(variant.id)}
                onClick={() => onChange({ ...content, variants: variants.filter(({ id }) => id !== variant.id) })}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={variants.length >= MOST_VARIANTS}
            onClick={() => add([""])}
          >
            {words.addText}
          </Button>
        </Stack>
      )}
    </>
  );
}

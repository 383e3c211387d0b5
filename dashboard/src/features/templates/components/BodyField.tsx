/** The text, with what marks it up, inserts variables, and makes variants. */

import { ActionIcon, Input, Stack, Textarea, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBold, IconCode, IconItalic, IconStrikethrough, type TablerIcon } from "@tabler/icons-react";
import { useId, useRef } from "react";
import { useNavigate } from "react-router";

import { newKey } from "@/api/client";
import { sentence } from "@/api/problem";
import { SpinButton } from "@/components/spin/SpinButton";
import { templates as words } from "@/words";

import { furtherNames, LIMITS, stemOf } from "../draft";
import { useCreateMany, useNamesLike } from "../queries";
import { Count } from "./Count";
import classes from "./editor.module.css";
import type { PartProps } from "./Parts";
import { VariableMenu } from "./VariableMenu";

const MARKS: readonly [string, keyof typeof words.editor.tools, TablerIcon][] = [
  ["*", "bold", IconBold],
  ["_", "italic", IconItalic],
  ["~", "strike", IconStrikethrough],
  ["```", "mono", IconCode],
];

export function BodyField({ draft, faultOf, readOnly, onChange }: PartProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const replace = (before: string, after: string, kept: string) => {
    const { selectionStart: start, selectionEnd: end } = area.current ?? { selectionStart: 0, selectionEnd: 0 };
    const text = draft.body.slice(0, start) + before + kept + after + draft.body.slice(end);
    onChange({ body: text });
    const at = start + before.length;
    // Once React has written the text.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at, at + kept.length);
    });
  };
  const selected = () => draft.body.slice(area.current?.selectionStart ?? 0, area.current?.selectionEnd ?? 0);
  return (
    <Input.Wrapper label={words.editor.body} labelProps={{ htmlFor: id }} required={false}>
      <Stack gap={6} mt={4}>
        {!readOnly && (
          <div className={classes.tools} role="toolbar" aria-label={words.editor.tools.label}>
            {MARKS.map(([mark, name, Icon]) => (
              <Tooltip key={name} label={words.editor.tools[name]}>
                <ActionIcon
                  variant="default"
                  aria-label={words.editor.tools[name]}
                  onClick={() => replace(mark, mark, selected())}
                >
                  <Icon size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            ))}
            <VariableMenu draft={draft} onInsert={(name) => replace(`{{${name}}}`, "", "")} />
            <Spin draft={draft} />
          </div>
        )}
        <Textarea
          id={id}
          ref={area}
          autosize
          minRows={5}
          maxRows={16}
          maxLength={4096}
          readOnly={readOnly}
          value={draft.body}
          description={<Count text={draft.body} most={LIMITS.body} />}
          inputWrapperOrder={["input", "description", "error"]}
          error={faultOf("/body")}
          onChange={(event) => onChange({ body: event.currentTarget.value })}
        />
      </Stack>
    </Input.Wrapper>
  );
}

/** Each variant that is approved becomes a template of its own. */
function Spin({ draft }: Pick<PartProps, "draft">) {
  const createMany = useCreateMany();
  const namesLike = useNamesLike();
  const navigate = useNavigate();
  const make = async (texts: string[]) => {
    if (!draft.name.trim()) {
      notifications.show({ color: "red", message: words.editor.needName });
      throw new Error(words.editor.needName);
    }
    try {
      const names = furtherNames(draft.name, await namesLike(draft), texts.length);
      const drafts = texts.map((body, place) => ({ draft: { ...draft, body, name: names[place] ?? "" }, key: newKey() }));
      const made = await createMany.mutateAsync(drafts);
      notifications.show({ color: "green", title: words.editor.spun(made.length), message: words.editor.spunText });
      void navigate(`/templates?q=${encodeURIComponent(stemOf(draft.name))}`);
    } catch (error) {
      notifications.show({ color: "red", title: words.failed, message: sentence(error) });
      throw error;
    }
  };
  return <SpinButton text={draft.body} kind="template" language={draft.language} onApprove={make} />;
}

/** Inserts a variable: one that the template has, one that contacts have, or another. */

import { ActionIcon, Button, Group, Popover, Stack, TextInput, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBraces } from "@tabler/icons-react";
import { useState } from "react";

import { templates as words } from "@/words";

import { type Draft, nextVariable, variablesOf } from "../draft";

const NAME = /^([a-z][a-z0-9_]*|[1-9]\d*)$/;

interface VariableMenuProps {
  draft: Draft;
  isIcon?: boolean;
  onInsert: (name: string) => void;
}

export function VariableMenu({ draft, isIcon = false, onInsert }: VariableMenuProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [typed, setTyped] = useState("");
  const used = variablesOf(draft);
  const isNumbered = used.some((name) => /^\d+$/.test(name));
  const known = isNumbered ? [...used, nextVariable(draft)] : [...new Set([...Object.keys(words.editor.known), ...used])];
  const insert = (name: string) => {
    onInsert(name);
    setTyped("");
    close();
  };
  const add = () => NAME.test(typed) && insert(typed);
  return (
    <Popover opened={opened} onClose={close} position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        {isIcon ? (
          <Tooltip label={words.editor.tools.variable}>
            <ActionIcon variant="subtle" color="gray" aria-label={words.editor.tools.variable} onClick={toggle}>
              <IconBraces size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconBraces size={16} aria-hidden />}
            onClick={toggle}
            aria-expanded={opened}
          >
            {words.editor.tools.variable}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={4} role="group" aria-label={words.editor.tools.variable}>
          {known.map((name) => (
            <Button key={name} size="compact-sm" variant="subtle" justify="start" onClick={() => insert(name)}>
              {words.editor.known[name] ? `${words.editor.known[name]}: {{${name}}}` : `{{${name}}}`}
            </Button>
          ))}
          <Group gap="xs" align="flex-end" wrap="nowrap" mt={4}>
            <TextInput
              size="xs"
              label={words.editor.variableNew}
              placeholder={words.editor.variableNewHint}
              maxLength={64}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value.toLowerCase().replace(/\s/g, "_"))}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
            <Button size="xs" disabled={!NAME.test(typed)} onClick={add}>
              {words.editor.variableAdd}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

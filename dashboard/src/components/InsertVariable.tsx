/** Inserts a variable into a text: one that is known, or another. */

import { ActionIcon, Button, Group, Popover, Stack, TextInput, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBraces } from "@tabler/icons-react";
import { useState } from "react";

import { templates } from "@/words";

const words = templates.editor;
const NAME = /^([a-z][a-z0-9_]*|[1-9]\d*)$/;

interface InsertVariableProps {
  /** Those to offer. */
  names: readonly string[];
  isIcon?: boolean;
  onInsert: (name: string) => void;
}

export function InsertVariable({ names, isIcon = false, onInsert }: InsertVariableProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [typed, setTyped] = useState("");
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
          <Tooltip label={words.tools.variable}>
            <ActionIcon variant="subtle" color="gray" aria-label={words.tools.variable} onClick={toggle}>
              <IconBraces size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ) : (
          <Button size="compact-sm" variant="default" leftSection={<IconBraces size={16} aria-hidden />} onClick={toggle}>
            {words.tools.variable}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown aria-label={words.tools.variable}>
        <Stack gap={4}>
          {names.map((name) => (
            <Button key={name} size="compact-sm" variant="subtle" justify="start" onClick={() => insert(name)}>
              {words.known[name] ? `${words.known[name]}: {{${name}}}` : `{{${name}}}`}
            </Button>
          ))}
          <Group gap="xs" align="flex-end" wrap="nowrap" mt={4}>
            <TextInput
              size="xs"
              label={words.variableNew}
              placeholder={words.variableNewHint}
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
              {words.variableAdd}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

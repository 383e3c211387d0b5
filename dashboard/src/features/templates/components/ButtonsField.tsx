/** The buttons below the text: of which kind, in which order, and what they do. */

import { ActionIcon, Button, Group, Input, Menu, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";

import { templates as words } from "@/words";

import { type Button as Part, type ButtonKind, LIMITS, mayAdd, moved } from "../draft";
import { Count } from "./Count";
import type { PartProps } from "./Parts";

const KINDS: readonly ButtonKind[] = ["quick_reply", "url", "phone", "copy_code"];

export function ButtonsField({ draft: { buttons }, faultOf, readOnly, onChange }: PartProps) {
  const change = (place: number, changed: Partial<Part>) =>
    onChange({ buttons: buttons.map((button, at) => (at === place ? { ...button, ...changed } : button)) });
  return (
    <Input.Wrapper
      label={words.editor.buttons}
      labelElement="div"
      description={words.editor.buttonsHint}
      error={faultOf("/buttons")}
      inputWrapperOrder={["label", "description", "error", "input"]}
    >
      <Stack gap="sm" mt="xs">
        {buttons.map((button, place) => (
          <ButtonCard
            key={place}
            button={button}
            place={place}
            isLast={place === buttons.length - 1}
            faultOf={faultOf}
            readOnly={readOnly}
            onChange={(changed) => change(place, changed)}
            onMove={(by) => onChange({ buttons: moved(buttons, place, by) })}
            onRemove={() => onChange({ buttons: buttons.filter((_, at) => at !== place) })}
          />
        ))}
        {!readOnly && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="default" size="xs" leftSection={<IconPlus size={16} aria-hidden />} w="fit-content">
                {words.editor.addButton}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {KINDS.map((kind) => (
                <Menu.Item
                  key={kind}
                  disabled={!mayAdd(buttons, kind)}
                  onClick={() => onChange({ buttons: [...buttons, { kind, text: "" }] })}
                >
                  {words.editor.kinds[kind]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

interface ButtonCardProps extends Pick<PartProps, "faultOf" | "readOnly"> {
  button: Part;
  place: number;
  isLast: boolean;
  onChange: (changed: Partial<Part>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function ButtonCard({ button, place, isLast, faultOf, readOnly, onChange, onMove, onRemove }: ButtonCardProps) {
  const number = place + 1;
  const at = `/buttons/${place}`;
  const title = words.editor.button(number, words.editor.kinds[button.kind]);
  const field = (name: "text" | "url" | "phone" | "code" | "payload") => ({
    readOnly,
    value: button[name] ?? "",
    error: faultOf(`${at}/${name}`),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <Paper withBorder p="sm" role="group" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        {!readOnly && (
          <Group gap={4} wrap="nowrap">
            <ActionIcon variant="subtle" color="gray" aria-label={words.editor.up(number)} disabled={place === 0} onClick={() => onMove(-1)}>
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={words.editor.down(number)} disabled={isLast} onClick={() => onMove(1)}>
              <IconArrowDown size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="subtle" color="red" aria-label={words.editor.remove(number)} onClick={onRemove}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Group>
      <Stack gap="xs">
        {faultOf(`${at}/kind`) && <Input.Error>{faultOf(`${at}/kind`)}</Input.Error>}
        <TextInput
          label={words.editor.label}
          description={<Count text={button.text ?? ""} most={LIMITS.label} />}
          maxLength={256}
          {...field("text")}
        />
        {button.kind === "url" && (
          <TextInput label={words.editor.url} description={words.editor.urlHint} type="url" maxLength={4096} {...field("url")} />
        )}
        {button.kind === "phone" && (
          <TextInput label={words.editor.phone} description={words.editor.phoneHint} type="tel" maxLength={32} {...field("phone")} />
        )}
        {button.kind === "copy_code" && (
          <TextInput
            label={words.editor.code}
            description={<Count text={button.code ?? ""} most={LIMITS.code} />}
            maxLength={256}
            {...field("code")}
          />
        )}
        {button.kind === "quick_reply" && (
          <TextInput label={words.editor.payload} description={words.editor.payloadHint} maxLength={256} {...field("payload")} />
        )}
      </Stack>
    </Paper>
  );
}

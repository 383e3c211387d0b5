/** An example for each variable. */

import { Fieldset, Input, SimpleGrid, Text, TextInput } from "@mantine/core";

import { templates as words } from "@/words";

import { variablesOf } from "../draft";
import type { PartProps } from "./Parts";

export function VariablesField({ draft, faultOf, readOnly, onChange }: PartProps) {
  const names = variablesOf(draft);
  const general = faultOf("/variables");
  if (names.length === 0 && !general) return null;
  return (
    <Fieldset legend={words.editor.variables} radius="md">
      <Text size="sm" c="dimmed" mb="xs">
        {words.editor.variablesHint}
      </Text>
      {general && <Input.Error mb="xs">{general}</Input.Error>}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {names.map((name) => (
          <TextInput
            key={name}
            label={words.editor.variable(`{{${name}}}`)}
            maxLength={1024}
            readOnly={readOnly}
            value={draft.variables[name] ?? ""}
            error={faultOf(`/variables/${name}`)}
            onChange={(event) => onChange({ variables: { ...draft.variables, [name]: event.currentTarget.value } })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}

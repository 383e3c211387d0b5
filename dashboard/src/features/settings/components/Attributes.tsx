/** Which custom attributes of contacts have a type. */

import { ActionIcon, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconX } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { useAttributes, useSaveAttributes } from "@/features/contacts/profileQueries";
import { useMay } from "@/session/tenant";
import { contacts } from "@/words";

const words = contacts.attributes;
const TYPES = ["text", "number", "date", "boolean"] as const;

export function Attributes() {
  const { data, error, refetch } = useAttributes();
  return (
    <Section title={words.title}>
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      {data ? <Definitions view={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={80} />}
    </Section>
  );
}

function Definitions({ view: { definitions, version } }: { view: Schemas["AttributesView"] }) {
  const mayChange = useMay("admin");
  const save = useSaveAttributes();
  const keep = (next: Schemas["AttributeDefinition"][], done?: () => void) =>
    save.mutate(
      { definitions: next, version },
      {
        onSuccess: () => {
          notifications.show({ color: "green", message: words.saved });
          done?.();
        },
        onError: (error) => notifications.show({ color: "red", title: contacts.failed, message: sentence(error) }),
      },
    );
  return (
    <>
      {definitions.length === 0 && <Text size="sm">{words.none}</Text>}
      {definitions.map(({ name, type = "text" }) => (
        <Group key={name} justify="space-between" wrap="nowrap">
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {name}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" c="dimmed">
              {words.types[type]}
            </Text>
            {mayChange && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={words.remove(name)}
                loading={save.isPending}
                onClick={() => keep(definitions.filter((one) => one.name !== name))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        </Group>
      ))}
      {mayChange ? (
        <Add
          taken={definitions.map(({ name }) => name)}
          isPending={save.isPending}
          onAdd={(added, done) => keep([...definitions, added], done)}
        />
      ) : (
        <Text size="sm">{words.onlyAdmins}</Text>
      )}
    </>
  );
}

interface AddProps {
  taken: string[];
  isPending: boolean;
  onAdd: (added: Schemas["AttributeDefinition"], done: () => void) => void;
}

function Add({ taken, isPending, onAdd }: AddProps) {
  const [name, setName] = useState("");
  const [type, setType] = useState<(typeof TYPES)[number]>("text");
  const isTaken = taken.includes(name.trim());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() && !isTaken) onAdd({ name: name.trim(), type }, () => setName(""));
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs">
        <TextInput
          flex="1 1 9rem"
          label={words.name}
          maxLength={64}
          error={isTaken && words.taken}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          w={130}
          label={words.type}
          allowDeselect={false}
          data={TYPES.map((value) => ({ value, label: words.types[value] }))}
          value={type}
          onChange={(value) => value && setType(value)}
        />
        <Button type="submit" variant="default" mt={25} loading={isPending} disabled={!name.trim() || isTaken}>
          {words.add}
        </Button>
      </Group>
    </form>
  );
}

/** Under an agent's answer: which facts it used, and what it took. */

import { Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useState } from "react";

import { sentence } from "@/api/problem";
import { AiUseTable } from "@/components/AiUseTable";
import { Loading } from "@/components/states";
import { inbox } from "@/words";

import type { Message } from "../../cache/order";
import { useFactsOf } from "../../memory";
import classes from "./thread.module.css";

const words = inbox.message;

export function AiDetails({ message, use }: { message: Message; use: NonNullable<Message["ai"]> }) {
  const [isOpen, setIsOpen] = useState(false);
  const says = words.usedFacts(use.facts.length);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={320} withinPortal trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.status} onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen}>
          <IconSparkles size={14} aria-hidden /> {says}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={says}>
        <Stack gap="xs">
          {isOpen && use.facts.length > 0 && <Facts contactId={message.conversation_id} ids={use.facts} />}
          <AiUseTable use={use} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Facts({ contactId, ids }: { contactId: string; ids: readonly string[] }) {
  const found = useFactsOf(contactId, ids);
  if (found.some(({ isPending }) => isPending)) return <Loading height={40} />;
  return (
    <Text size="sm" component="ul" m={0} ps="lg">
      {found.map(({ data, error }, n) => (
        <li key={ids[n]}>{error ? sentence(error) : (data?.value ?? words.factGone)}</li>
      ))}
    </Text>
  );
}

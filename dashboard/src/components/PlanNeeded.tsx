/** A button for what the plan does not include: it stays in its place and says what it needs. */

import { Button, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";

interface PlanNeededProps {
  label: string;
  icon?: ReactNode;
  title: string;
  text: string;
  size?: string;
}

export function PlanNeeded({ label, icon, title, text, size }: PlanNeededProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Popover opened={opened} onClose={close} width={300} position="bottom-end" withArrow>
      <Popover.Target>
        {/* Not `disabled`, which would take it from the keyboard and hide the reason. */}
        <Button variant="default" size={size} leftSection={icon} onClick={toggle} c="dimmed" aria-disabled>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="sm">{text}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}

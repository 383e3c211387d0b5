/** A button for what the plan does not include: it stays in its place and says what it needs. */

import { Button, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLock } from "@tabler/icons-react";
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
        {/* Not disabled, which would hide the reason. */}
        <Button variant="default" size={size} leftSection={icon} rightSection={<IconLock size={14} aria-hidden />} onClick={toggle}>
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

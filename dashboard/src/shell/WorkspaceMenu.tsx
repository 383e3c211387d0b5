/** Shows which workspace is open, and switches to another. */

import { Button, Menu, Text } from "@mantine/core";
import { IconCheck, IconChevronDown, IconPlus } from "@tabler/icons-react";
import { useNavigate } from "react-router";

import { useTenants } from "@/session/tenant";
import { common, shell } from "@/words";

export function WorkspaceMenu() {
  const { tenant, all, open } = useTenants();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          px="xs"
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={shell.switchWorkspace(tenant.name)}
          style={{ minWidth: 0 }}
        >
          <Text span inherit truncate lh={1.5}>
            {tenant.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {all.map(({ id, name, role }) => (
          <Menu.Item
            key={id}
            aria-current={id === tenant.id}
            leftSection={<IconCheck size={16} aria-hidden visibility={id === tenant.id ? "visible" : "hidden"} />}
            onClick={() => {
              open(id);
              void navigate("/inbox");
            }}
          >
            <Text size="sm" truncate>
              {name}
            </Text>
            <Text size="xs" c="dimmed">
              {common.roles[role]}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void navigate("/sign-up")}>
          {shell.newWorkspace}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Who is signed in, which colours they like, and the way out. */

import { ActionIcon, Avatar, Box, Menu, SegmentedControl, Text, useMantineColorScheme } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";

import { signOut, useUser } from "@/session/session";
import { shell } from "@/words";

const SCHEMES = [
  { value: "light", label: shell.light },
  { value: "dark", label: shell.dark },
  { value: "auto", label: shell.auto },
] as const;

export function AccountMenu() {
  const { email, displayName } = useUser();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" radius="xl" aria-label={shell.account(email ?? "")}>
          <Avatar size={32} color="brand" variant="filled" alt="">
            {(displayName ?? email ?? "?").slice(0, 1).toUpperCase()}
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py="xs">
          {displayName && <Text size="sm">{displayName}</Text>}
          <Text size="sm" c="dimmed" truncate>
            {email}
          </Text>
        </Box>
        <Menu.Divider />
        <Box px="sm" py="xs">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={shell.colors}
            data={[...SCHEMES]}
            value={colorScheme}
            onChange={setColorScheme}
          />
        </Box>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

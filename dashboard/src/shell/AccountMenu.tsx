/** Who is signed in, which colours they like, and the way out. */

import { ActionIcon, Avatar, Box, type MantineColorScheme, Menu, Text, useMantineColorScheme } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";

import { signOut, useUser } from "@/session/session";
import { shell } from "@/words";

const SCHEMES = ["light", "dark", "auto"] as const satisfies MantineColorScheme[];

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
        <Menu.Label>{shell.colors}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {shell[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

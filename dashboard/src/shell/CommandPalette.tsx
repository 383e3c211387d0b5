/** The command palette (Ctrl-K): everything that can be gone to or done from anywhere. */

import { ActionIcon, Button, Kbd, useMantineColorScheme } from "@mantine/core";
import { Spotlight, spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconArrowsExchange, IconCoins, IconLogout, IconPlugConnected, IconSearch, IconSunMoon } from "@tabler/icons-react";
import { useNavigate } from "react-router";

import { signOut } from "@/session/session";
import { useMay, useTenants } from "@/session/tenant";
import { shell } from "@/words";

import { PAGES } from "./pages";

export function CommandButton() {
  return (
    <>
      <Button
        visibleFrom="sm"
        variant="default"
        size="xs"
        fw={400}
        c="dimmed"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">{shell.commandsShortcut}</Kbd>}
        onClick={spotlight.open}
      >
        {shell.commandsHint}
      </Button>
      <ActionIcon hiddenFrom="sm" variant="subtle" size="lg" aria-label={shell.commandsHint} onClick={spotlight.open}>
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
    </>
  );
}

export function CommandPalette() {
  return (
    <Spotlight
      actions={useCommands()}
      shortcut={["mod + K"]}
      nothingFound={shell.commandsNone}
      highlightQuery
      scrollable
      attributes={{ content: { "aria-label": shell.commands } }}
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: shell.commandsSearch,
        "aria-label": shell.commandsSearch,
      }}
    />
  );
}

function useCommands(): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { tenant, all, open } = useTenants();
  const { setColorScheme } = useMantineColorScheme();
  const isAdmin = useMay("admin");
  const go = (to: string) => () => void navigate(to);
  const others = all.filter(({ id }) => id !== tenant.id);
  return [
    {
      group: shell.groupGo,
      actions: [
        ...PAGES.map(({ to, label, icon: Icon }) => ({
          id: to,
          label: shell.goToPage(label),
          leftSection: <Icon size={18} aria-hidden />,
          onClick: go(to),
        })),
        ...(isAdmin
          ? [
              {
                id: "connect",
                label: shell.connectChannel,
                leftSection: <IconPlugConnected size={18} aria-hidden />,
                onClick: go("/channels?connect"),
              },
              {
                id: "costs",
                label: shell.showCosts,
                leftSection: <IconCoins size={18} aria-hidden />,
                onClick: go("/usage/costs"),
              },
            ]
          : []),
      ],
    },
    ...(others.length > 0
      ? [
          {
            group: shell.groupWorkspaces,
            actions: others.map(({ id, name }) => ({
              id: `workspace-${id}`,
              label: shell.openWorkspace(name),
              leftSection: <IconArrowsExchange size={18} aria-hidden />,
              onClick: () => open(id),
            })),
          },
        ]
      : []),
    {
      group: shell.groupColors,
      actions: (["light", "dark", "auto"] as const).map((scheme) => ({
        id: `colors-${scheme}`,
        label: shell.useColors(shell[scheme]),
        leftSection: <IconSunMoon size={18} aria-hidden />,
        onClick: () => setColorScheme(scheme),
      })),
    },
    {
      group: shell.groupAccount,
      actions: [
        {
          id: "sign-out",
          label: shell.signOut,
          leftSection: <IconLogout size={18} aria-hidden />,
          onClick: () => void signOut(),
        },
      ],
    },
  ];
}

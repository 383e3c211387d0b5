/** The parts of the settings, as far as the role opens them. */

import { Tabs } from "@mantine/core";
import { useLocation, useNavigate } from "react-router";

import type { Role } from "@/session/roles";
import { isAtLeast } from "@/session/roles";
import { useRole } from "@/session/tenant";
import { settings } from "@/words";

const words = settings.tabs;
const PARTS: readonly { to: string; label: string; least: Role }[] = [
  { to: "/settings", label: words.general, least: "viewer" },
  { to: "/settings/members", label: words.members, least: "viewer" },
  { to: "/settings/keys", label: words.keys, least: "admin" },
  { to: "/settings/audit", label: words.audit, least: "admin" },
  { to: "/settings/webhooks", label: words.webhooks, least: "admin" },
];

export function SettingsTabs() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const role = useRole();
  return (
    <Tabs value={pathname} onChange={(to) => to && void navigate(to)} mb="lg">
      <Tabs.List aria-label={words.label}>
        {PARTS.filter(({ least }) => isAtLeast(role, least)).map(({ to, label }) => (
          <Tabs.Tab key={to} value={to}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}

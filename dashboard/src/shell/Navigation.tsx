/** The links to the pages. */

import { Badge, NavLink } from "@mantine/core";
import { NavLink as RouterLink, useLocation } from "react-router";

import { useUnreadCount } from "@/session/unread";
import { shell } from "@/words";

import { PAGES } from "./pages";

export function Navigation() {
  const { pathname } = useLocation();
  return PAGES.map(({ to, label, icon: Icon, badge }) => (
    <NavLink
      key={to}
      component={RouterLink}
      to={to}
      label={label}
      active={pathname === to || pathname.startsWith(`${to}/`)}
      leftSection={<Icon size={18} stroke={1.8} aria-hidden />}
      rightSection={badge ? <UnreadBadge /> : undefined}
      style={{ borderRadius: "var(--mantine-radius-md)" }}
      mb={2}
    />
  ));
}

function UnreadBadge() {
  const count = useUnreadCount();
  if (count === 0) return null;
  return (
    <Badge size="sm" circle={count < 10} aria-label={shell.unread(count)}>
      {count > 99 ? "99+" : count}
    </Badge>
  );
}

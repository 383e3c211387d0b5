/** The links to the pages. */

import { Badge, NavLink } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { NavLink as RouterLink, useLocation } from "react-router";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
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

/** How many conversations hold something unread; whoever learns of a change invalidates `keys.unread`. */
function UnreadBadge() {
  const api = useApi();
  const { data } = useQuery({
    queryKey: keys.unread,
    queryFn: async ({ signal }) => answer(api.GET("/api/inbox/unread", { signal })),
  });
  const count = data?.conversations ?? 0;
  if (count === 0) return null;
  return (
    <Badge size="sm" circle={count < 10} aria-label={shell.unread(count)}>
      {count > 99 ? "99+" : count}
    </Badge>
  );
}

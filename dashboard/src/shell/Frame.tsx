/** The frame around every page of a workspace: header, navigation, content. */

import { AppShell, Burger } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense, useEffect, useRef } from "react";
import { Link, Outlet, useLocation } from "react-router";

import { Loading } from "@/components/states";
import { common, shell } from "@/words";

import { AccountMenu } from "./AccountMenu";
import { Banners } from "./Banners";
import { Boundary } from "./Boundary";
import { CommandButton, CommandPalette } from "./CommandPalette";
import classes from "./Frame.module.css";
import { IncidentBell } from "./IncidentBell";
import { Navigation } from "./Navigation";
import { useNews } from "./useNews";
import { WorkspaceMenu } from "./WorkspaceMenu";

export function Frame() {
  const [open, { toggle, close }] = useDisclosure(false);
  const page = useLocation().pathname.split("/")[1];
  const main = useFocusOnNewPage(page, close);
  useNews();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !open } }}
      transitionDuration={150}
    >
      <a href="#content" className={classes.skip}>
        {shell.skipToContent}
      </a>
      <AppShell.Header>
        <div className={classes.header}>
          <Burger
            opened={open}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={open ? shell.closeNavigation : shell.openNavigation}
            aria-expanded={open}
          />
          <Link to="/inbox" className={classes.brand} aria-label={common.product}>
            <img src="/favicon.svg" alt="" width={26} height={26} />
          </Link>
          <WorkspaceMenu />
          <span style={{ flex: 1 }} />
          <IncidentBell />
          <CommandButton />
          <AccountMenu />
        </div>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={shell.navigation}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} ref={main} className={classes.main}>
        <Banners />
        <Boundary key={page}>
          <Suspense fallback={<Loading height="60dvh" />}>
            <Outlet />
          </Suspense>
        </Boundary>
      </AppShell.Main>
      <CommandPalette />
    </AppShell>
  );
}

/** Moves the focus to the content when another page opens, as a browser does on a new document. */
function useFocusOnNewPage(page: string | undefined, onChange: () => void) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    main.current?.focus({ preventScroll: true });
    onChange();
  }, [page, onChange]);
  return main;
}

/** Asks before a page with unsaved changes is left. */

import { useEffect, useState } from "react";
import { useNavigate } from "react-router";

export interface LeaveGuard {
  /** Where a person was about to go; null while nobody is leaving. */
  wanted: string | null;
  leave: () => void;
  stay: () => void;
}

/**
 * Holds back links within the app, and asks the browser to ask before it closes or reloads the page.
 *
 * React Router blocks navigation with its data router only, which this app does without; so it is clicks on links that
 * are held back. Going back with the browser's button is not, and needs a page that keeps its draft.
 */
export function useLeaveGuard(isUnsaved: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  const navigate = useNavigate();
  useEffect(() => {
    if (!isUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!(link instanceof HTMLAnchorElement) || !isPlain || link.target === "_blank") return;
      const to = new URL(link.href);
      if (to.origin !== location.origin || to.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(to.pathname + to.search);
    };
    addEventListener("beforeunload", onUnload);
    // Before the router's own listener, which sits further in.
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isUnsaved]);
  return {
    wanted,
    stay: () => setWanted(null),
    leave: () => {
      setWanted(null);
      if (wanted !== null) void navigate(wanted);
    },
  };
}

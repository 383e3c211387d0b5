/** Keeps a failure of one page from taking the rest with it. */

import { Component, type ReactNode } from "react";

import { shell } from "@/words";

import { Problem } from "./Problem";

interface State {
  error: unknown;
  failed: boolean;
}

/** Shows what to do instead of a page that failed; give it a `key` that changes with the page. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override render(): ReactNode {
    const { error, failed } = this.state;
    if (!failed) return this.props.children;
    if (isOutdated(error)) return <Problem title={shell.outdatedTitle} text={shell.outdated} error={error} />;
    return <Problem title={shell.crashedTitle} text={shell.crashed} error={error} />;
  }
}

/** Whether a part of the app could not be loaded: after a deployment its file has another name. */
function isOutdated(error: unknown): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message);
}

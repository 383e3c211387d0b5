/** The settings page. */

import { Page } from "@/components/Page";
import { shell } from "@/words";

export function Component() {
  return <Page title={shell.settings}>{null}</Page>;
}

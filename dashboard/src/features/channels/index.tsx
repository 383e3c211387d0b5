/** The channels page. */

import { Page } from "@/components/Page";
import { shell } from "@/words";

export function Component() {
  return <Page title={shell.channels}>{null}</Page>;
}

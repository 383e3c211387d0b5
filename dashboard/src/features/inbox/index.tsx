/** The inbox. */

import { IconInbox } from "@tabler/icons-react";

import { Page } from "@/components/Page";
import { EmptyState } from "@/components/states";
import { shell } from "@/words";

export function Component() {
  return (
    <Page title={shell.inbox} fill>
      <EmptyState icon={IconInbox} title={shell.inbox} />
    </Page>
  );
}

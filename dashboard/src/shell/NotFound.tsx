/** The page of an address that leads nowhere. */

import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "react-router";

import { Page } from "@/components/Page";
import { EmptyState } from "@/components/states";
import { shell } from "@/words";

export function NotFound() {
  return (
    <Page title={shell.notFoundTitle} fill>
      <EmptyState
        icon={IconMapOff}
        title={shell.notFoundTitle}
        action={
          <Button component={Link} to="/inbox" mt="sm">
            {shell.toInbox}
          </Button>
        }
      >
        {shell.notFound}
      </EmptyState>
    </Page>
  );
}

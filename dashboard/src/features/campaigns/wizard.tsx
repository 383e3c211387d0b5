/** The wizard: audience, message, schedule, review. The address holds the step, and the server the draft. */

import "@mantine/dates/styles.css";

import { useState } from "react";
import { useParams } from "react-router";

import { Page } from "@/components/Page";
import { ErrorState, Loading } from "@/components/states";
import { campaigns as words } from "@/words";

import { Wizard } from "./components/wizard/Wizard";
import { useCampaign, useWorkspace } from "./queries";

export function Component() {
  const { campaignId = "" } = useParams();
  // Kept by autosave from here on; reading it again could undo what is typed.
  const { data, error, refetch, isFetchedAfterMount } = useCampaign(campaignId, { whileCounting: true, anew: true });
  // Begun from what the server has now: an older copy would be shown, changed, and saved over somebody else's work.
  const [isFresh, setFresh] = useState(false);
  if (isFetchedAfterMount && !error && !isFresh) setFresh(true);
  const workspace = useWorkspace();
  const problem = error ?? workspace.error;
  if (!data || !isFresh || !workspace.data) {
    return (
      <Page title={words.title}>
        {problem ? (
          <ErrorState error={problem} onRetry={() => void Promise.all([refetch(), workspace.refetch()])} />
        ) : (
          <Loading height="50dvh" />
        )}
      </Page>
    );
  }
  return <Wizard key={data.id} campaign={data} zone={workspace.data.time_zone} />;
}

/** The wizard: audience, message, schedule, review. The address holds the step, and the server the draft. */

import "@mantine/dates/styles.css";

import { useParams } from "react-router";

import { Page } from "@/components/Page";
import { ErrorState, Loading } from "@/components/states";
import { campaigns as words } from "@/words";

import { Wizard } from "./components/wizard/Wizard";
import { useCampaign, useWorkspace } from "./queries";

export function Component() {
  const { campaignId = "" } = useParams();
  // Kept by autosave from here on; reading it again could undo what is typed.
  const { data, error, refetch } = useCampaign(campaignId, ({ dry_run: run }) => run !== null && !run.complete);
  const workspace = useWorkspace();
  const problem = error ?? workspace.error;
  if (!data || !workspace.data) {
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

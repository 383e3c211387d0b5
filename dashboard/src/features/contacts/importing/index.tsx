/** Importing contacts: a file, what it means, how far it is, and what came of it. */

import { Anchor } from "@mantine/core";
import { Link, useParams } from "react-router";

import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { importing as words } from "@/words";

import { DraftStep } from "./components/DraftStep";
import { History } from "./components/History";
import { ResultStep } from "./components/ResultStep";
import { UploadStep } from "./components/UploadStep";
import { useImport } from "./queries";

export function Component() {
  const { importId } = useParams();
  const mayImport = useMay("agent");
  const back = (
    <Anchor component={Link} to="/contacts" size="sm">
      {words.back}
    </Anchor>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={back}>
      {!mayImport ? (
        <EmptyState title={words.notAllowed} />
      ) : importId ? (
        <One key={importId} id={importId} />
      ) : (
        <>
          <UploadStep />
          <History />
        </>
      )}
    </Page>
  );
}

function One({ id }: { id: string }) {
  const imported = useImport(id);
  if (imported.isPending) return <Loading />;
  if (imported.isError) return <ErrorState error={imported.error} onRetry={() => void imported.refetch()} />;
  return imported.data.state === "draft" ? <DraftStep imported={imported.data} /> : <ResultStep imported={imported.data} />;
}

/** The page of one agent: everything that people decide about it, and a place to try it. */

import { IconRobotOff } from "@tabler/icons-react";
import { useParams } from "react-router";

import { ApiError } from "@/api/problem";
import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { agents as words } from "@/words";

import { Editor } from "./components/editor/Editor";
import { useAgent } from "./queries";

export function Component() {
  const { agentId } = useParams();
  const { data, error, refetch } = useAgent(agentId);
  if (agentId === undefined) return <Editor key="new" agent={null} />;
  if (data) return <Editor key={data.id} agent={data} />;
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <Page title={words.title}>
      {isGone ? (
        <EmptyState icon={IconRobotOff} title={words.editor.gone} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading height="50dvh" />
      )}
    </Page>
  );
}

/** The page of one template: what it says, what WhatsApp makes of it, and what it was before. */

import { useParams, useSearchParams } from "react-router";

import { Page } from "@/components/Page";
import { ErrorState, Loading } from "@/components/states";
import { templates as words } from "@/words";

import { Editor } from "./components/Editor";
import { draftOf, EMPTY, furtherNames } from "./draft";
import { useTemplate } from "./queries";

export function Component() {
  const { templateId } = useParams();
  const [search] = useSearchParams();
  const from = templateId === undefined ? (search.get("from") ?? undefined) : undefined;
  const { data, error, refetch } = useTemplate(templateId ?? from);
  if ((templateId ?? from) === undefined) return <Editor key="new" place="new" saved={EMPTY} template={null} />;
  if (!data) {
    return (
      <Page title={words.title}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height="50dvh" />}
      </Page>
    );
  }
  const saved = draftOf(data);
  if (from === undefined) return <Editor key={data.id} place={data.id} saved={saved} template={data} />;
  const copy = { ...saved, name: furtherNames(saved.name, [saved.name], 1)[0] ?? saved.name };
  return <Editor key={`from-${from}`} place={`from-${from}`} saved={EMPTY} begun={copy} template={null} />;
}

/** The campaigns page: which there are, how far each is, and beginning another. */

import { Button, SegmentedControl, Select, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconSpeakerphone } from "@tabler/icons-react";
import { useNavigate, useSearchParams } from "react-router";

import { sentence } from "@/api/problem";
import { dayOf } from "@/components/format";
import { Page } from "@/components/Page";
import { PlanNeeded } from "@/components/PlanNeeded";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay, useTenant } from "@/session/tenant";
import { campaigns as words, common } from "@/words";

import { CampaignRow } from "./components/CampaignRow";
import { type CampaignStatus, useCampaigns, useCreate } from "./queries";

const STATUSES: readonly CampaignStatus[] = ["draft", "scheduled", "running", "paused", "done", "cancelled"];

export function Component() {
  const [search, setSearch] = useSearchParams();
  const status = STATUSES.find((one) => one === search.get("status")) ?? null;
  const { plan } = useTenant();
  const mayPrepare = useMay("agent");
  const hasCampaigns = plan !== "starter";
  const options = [{ value: "", label: words.all }, ...STATUSES.map((value) => ({ value, label: words.status[value] ?? value }))];
  const filter = (value: string | null) => setSearch(value ? { status: value } : {}, { replace: true });
  return (
    <Page title={words.title} lead={words.lead} actions={mayPrepare && (hasCampaigns ? <NewButton /> : <NeedsPlan />)}>
      <SegmentedControl visibleFrom="sm" aria-label={words.filter} mb="md" data={options} value={status ?? ""} onChange={filter} />
      <Select
        hiddenFrom="sm"
        aria-label={words.filter}
        mb="md"
        allowDeselect={false}
        data={options}
        value={status ?? ""}
        onChange={filter}
      />
      <CampaignList status={status} mayPrepare={mayPrepare} hasCampaigns={hasCampaigns} />
    </Page>
  );
}

function NeedsPlan() {
  return (
    <PlanNeeded label={words.new} icon={<IconPlus size={18} aria-hidden />} title={words.needsTitle} text={words.needs} />
  );
}

function NewButton() {
  const create = useCreate();
  const navigate = useNavigate();
  const begin = () =>
    create.mutate(words.newName(dayOf(new Date().toISOString())), {
      onSuccess: ({ id }) => void navigate(`/campaigns/${id}/edit`),
      onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
    });
  return (
    <Button leftSection={<IconPlus size={18} aria-hidden />} loading={create.isPending} onClick={begin}>
      {words.new}
    </Button>
  );
}

interface CampaignListProps {
  status: CampaignStatus | null;
  mayPrepare: boolean;
  hasCampaigns: boolean;
}

function CampaignList({ status, mayPrepare, hasCampaigns }: CampaignListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useCampaigns(status);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0) {
    const [title, text] = !hasCampaigns
      ? [words.needsTitle, words.needs]
      : status
        ? [words.noneTitle, null]
        : [words.emptyTitle, mayPrepare ? words.empty : words.emptyViewer];
    return (
      <EmptyState icon={IconSpeakerphone} title={title}>
        {text}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm" component="section" aria-label={words.list}>
      {all.map((campaign) => (
        <CampaignRow key={campaign.id} campaign={campaign} mayPrepare={mayPrepare} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

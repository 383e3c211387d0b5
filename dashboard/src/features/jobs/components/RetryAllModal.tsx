/** Asks before all failed work of a kind is done again. */

import { notifications } from "@mantine/notifications";

import { count } from "@/components/format";
import { jobs } from "@/words";

import { useDeeds } from "../queries";
import { AskModal } from "./AskModal";

const words = jobs.failed;

export function RetryAllModal({ job, onClose }: { job: string; onClose: () => void }) {
  const { retryAll } = useDeeds();
  const onSuccess = ({ queued, more }: { queued: number; more: boolean }) => {
    notifications.show({ message: words.retriedAll(count(queued), more) });
    onClose();
  };
  return (
    <AskModal
      title={words.retryAllTitle}
      text={words.retryAllText(jobs.kind(job))}
      yes={words.retryAll}
      isBusy={retryAll.isPending}
      error={retryAll.error}
      onYes={() => retryAll.mutate(job, { onSuccess })}
      onClose={onClose}
    />
  );
}

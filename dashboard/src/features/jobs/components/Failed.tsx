/** Work that failed, by where it is: looked at, done again, or discarded. */

import { Button, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCircleCheck, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { common, jobs } from "@/words";

import { type LetterState, useBoard, useLetters } from "../queries";
import { LetterRow } from "./LetterRow";
import { RetryAllModal } from "./RetryAllModal";

const words = jobs.failed;
const STATES = Object.keys(words.states) as LetterState[];

export function Failed() {
  const mayMend = useMay("admin");
  const [search, setSearch] = useSearchParams();
  const [isAsking, setIsAsking] = useState(false);
  const { data: board } = useBoard();
  const state = STATES.find((one) => one === search.get("state")) ?? "failed";
  const job = search.get("kind") ?? "";
  const set = (next: { state: LetterState; kind: string }) =>
    setSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== "" && value !== "failed")), { replace: true });
  return (
    <Stack gap="md">
      <Group gap="sm" justify="space-between">
        <States state={state} onChange={(next) => set({ state: next, kind: job })} />
        <Group gap="sm">
          <Select
            aria-label={words.kind}
            placeholder={words.anyKind}
            w={240}
            clearable
            searchable
            data={(board?.jobs ?? []).map((value) => ({ value, label: jobs.kind(value) }))}
            value={job || null}
            onChange={(value) => set({ state, kind: value ?? "" })}
          />
          {mayMend && job && state === "failed" && (
            <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setIsAsking(true)}>
              {words.retryAll}
            </Button>
          )}
        </Group>
      </Group>
      <Text size="sm" c="dimmed">
        {words.lead[state]}
        {!mayMend && state === "failed" && ` ${words.adminOnly}`}
      </Text>
      <Letters key={`${state} ${job}`} state={state} job={job} />
      {isAsking && <RetryAllModal job={job} onClose={() => setIsAsking(false)} />}
    </Stack>
  );
}

function States({ state, onChange }: { state: LetterState; onChange: (state: LetterState) => void }) {
  const { data: board } = useBoard();
  const isNarrow = useMediaQuery("(max-width: 62em)");
  const counts: Partial<Record<LetterState, number>> = board ? { failed: board.failed, unknown: board.unknown, retrying: board.retrying } : {};
  const data = STATES.map((value) => ({ value, label: [words.states[value], counts[value] ? `(${counts[value]})` : ""].join(" ").trim() }));
  return isNarrow ? (
    <Select aria-label={words.label} w={240} allowDeselect={false} data={data} value={state} onChange={(next) => next && onChange(next)} />
  ) : (
    <SegmentedControl aria-label={words.label} data={data} value={state} onChange={onChange} />
  );
}

function Letters({ state, job }: { state: LetterState; job: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLetters(state, job);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0) {
    return (
      <EmptyState icon={IconCircleCheck} title={words.emptyTitle[state]}>
        {job ? words.noneOfKind : state === "failed" && words.empty}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm">
      {all.map((letter) => (
        <LetterRow key={letter.id} letter={letter} />
      ))}
      {hasNextPage && (
        <Button variant="default" w="fit-content" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

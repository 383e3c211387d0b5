/** Whom the campaign is for: an audience, a filter, or a file. */

import { Input, SegmentedControl, Select, Switch, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";

import { ErrorState, Loading } from "@/components/states";
import { count } from "@/components/format";
import { campaigns as words } from "@/words";

import { draftOf, filterOf, type FilterDraft } from "../../audience";
import { useAudience, useAudiences } from "../../audienceQueries";
import { AudiencePreview, type PreviewOf } from "./AudiencePreview";
import { CsvUpload, ImportProgress } from "./CsvUpload";
import { FilterBuilder } from "./FilterBuilder";
import { SaveAudience } from "./SaveAudience";
import { Card, type StepProps } from "./Wizard";
import classes from "./wizard.module.css";

type Kind = "saved" | "filter" | "csv";

const TYPING_MS = 500;

export function AudienceStep({ draft, faultAt, change }: StepProps) {
  const { audience, marketing } = draft;
  const [kind, setKind] = useState<Kind>(audience?.audience_id ? "saved" : "filter");
  const [rules, setRules] = useState<FilterDraft>(() => draftOf(audience?.filter));
  const chosen = audience?.audience_id ?? null;
  const setFilter = (next: FilterDraft) => {
    setRules(next);
    change({ audience: { filter: filterOf(next) } });
  };
  const before = useRef<Partial<Record<Kind, typeof audience>>>({});
  const choose = (next: Kind) => {
    before.current[kind] = audience;
    setKind(next);
    // What a person sees is what counts: nothing that is out of sight is in force, and it is back when it is looked at again.
    change({ audience: before.current[next] ?? (next === "filter" ? { filter: filterOf(rules) } : null) });
    // Once: what is changed from here on may leave this kind by another way.
    before.current[next] = null;
  };
  const [filter] = useDebouncedValue(filterOf(rules), TYPING_MS);
  const of: PreviewOf = kind === "filter" ? (audience?.filter ? { filter } : null) : chosen ? { id: chosen } : null;
  return (
    <div className={classes.columns}>
      <Card label={words.audience.title}>
        <SegmentedControl
          fullWidth
          aria-label={words.audience.title}
          value={kind}
          onChange={choose}
          data={(["saved", "filter", "csv"] as const).map((value) => ({ value, label: words.audience.kinds[value] }))}
        />
        {audience?.contact_ids && <Text size="sm">{words.audience.people(audience.contact_ids.length)}</Text>}
        {faultAt("/audience") && <Input.Error>{faultAt("/audience")}</Input.Error>}
        {kind === "saved" && <SavedAudience chosen={chosen} onChoose={(id) => change({ audience: { audience_id: id } })} />}
        {kind === "filter" && (
          <>
            <FilterBuilder filter={rules} onChange={setFilter} />
            <SaveAudience
              filter={filterOf(rules)}
              onSaved={(id) => {
                change({ audience: { audience_id: id } });
                setKind("saved");
              }}
            />
          </>
        )}
        {kind === "csv" && (
          <CsvUpload
            onTaken={(id) => {
              change({ audience: { audience_id: id } });
              setKind("saved");
            }}
          />
        )}
        <Switch
          label={words.audience.marketing}
          description={words.audience.marketingHint}
          checked={marketing}
          onChange={(event) => change({ marketing: event.currentTarget.checked })}
        />
      </Card>
      <AudiencePreview of={of} />
    </div>
  );
}

function SavedAudience({ chosen, onChoose }: { chosen: string | null; onChoose: (id: string) => void }) {
  const { data, error, refetch } = useAudiences();
  const { data: audience } = useAudience(chosen);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={80} />;
  const known = audience && !data.some(({ id }) => id === audience.id) ? [audience, ...data] : data;
  if (known.length === 0) return <Text size="sm">{words.audience.savedNone}</Text>;
  return (
    <>
      <Select
        label={words.audience.saved}
        placeholder={words.audience.savedPlaceholder}
        searchable
        allowDeselect={false}
        data={known.map(({ id, name, count: size }) => ({
          value: id,
          label: size === null ? name : `${name} (${words.audience.count(count(size))})`,
        }))}
        value={chosen}
        onChange={(id) => id && onChoose(id)}
      />
      {audience?.last_import && <ImportProgress imported={audience.last_import} />}
    </>
  );
}

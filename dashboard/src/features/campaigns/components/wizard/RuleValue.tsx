/** What a condition compares with. */

import { NumberInput, Select, Text, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";

import { campaigns as words, common } from "@/words";

import { isUnary, type RuleDraft } from "../../audience";
import { useAudiences } from "../../audienceQueries";
import { useChannels } from "../../queries";

interface RuleValueProps {
  rule: RuleDraft;
  onChange: (rule: RuleDraft) => void;
}

export function RuleValue({ rule, onChange }: RuleValueProps) {
  switch (rule.field) {
    case "attribute":
      return (
        <>
          <TextInput
            aria-label={words.audience.attributeName}
            placeholder={words.audience.attributeName}
            maxLength={256}
            value={rule.name ?? ""}
            onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
          />
          {!isUnary(rule) && <TextValue rule={rule} onChange={onChange} />}
        </>
      );
    case "channel":
      return <ChannelValue rule={rule} onChange={onChange} />;
    case "audience":
      return <FileValue rule={rule} onChange={onChange} />;
    case "consent":
      return (
        <Select
          aria-label={words.audience.value}
          allowDeselect={false}
          data={Object.entries(words.audience.scopes).map(([value, label]) => ({ value, label }))}
          value={String(rule.value)}
          onChange={(value) => value && onChange({ ...rule, value })}
        />
      );
    case "provider":
      return (
        <Select
          aria-label={words.audience.value}
          allowDeselect={false}
          data={Object.entries(common.providers).map(([value, label]) => ({ value, label }))}
          value={String(rule.value)}
          onChange={(value) => value && onChange({ ...rule, value })}
        />
      );
    case "last_heard":
      return (
        <NumberInput
          aria-label={words.audience.value}
          min={1}
          max={3650}
          allowDecimal={false}
          rightSection={<Text size="sm">{words.audience.days}</Text>}
          rightSectionWidth={52}
          value={rule.days ?? ""}
          onChange={(days) => onChange({ ...rule, days: days === "" ? "" : Number(days) })}
        />
      );
    case "created":
      return (
        <DateInput
          aria-label={words.audience.value}
          placeholder="2026-11-23"
          valueFormat="YYYY-MM-DD"
          value={rule.at ? rule.at.slice(0, 10) : null}
          onChange={(day) => onChange({ ...rule, at: day ? `${day.slice(0, 10)}T00:00:00Z` : "" })}
        />
      );
    default:
      return <TextValue rule={rule} onChange={onChange} />;
  }
}

function TextValue({ rule, onChange }: RuleValueProps) {
  return (
    <TextInput
      aria-label={words.audience.value}
      placeholder={rule.field === "language" ? "pt_BR" : words.audience.value}
      maxLength={rule.field === "language" ? 16 : 256}
      value={String(rule.value ?? "")}
      onChange={(event) => onChange({ ...rule, value: event.currentTarget.value })}
    />
  );
}

function ChannelValue({ rule, onChange }: RuleValueProps) {
  const { data = [] } = useChannels();
  return (
    <Select
      aria-label={words.audience.value}
      allowDeselect={false}
      placeholder={words.audience.fields.channel}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      value={String(rule.value ?? "") || null}
      onChange={(value) => value && onChange({ ...rule, value })}
    />
  );
}

function FileValue({ rule, onChange }: RuleValueProps) {
  const { data = [] } = useAudiences();
  return (
    <Select
      aria-label={words.audience.value}
      allowDeselect={false}
      placeholder={words.audience.fields.audience}
      data={data.filter(({ kind }) => kind === "csv").map(({ id, name }) => ({ value: id, label: name }))}
      value={String(rule.value ?? "") || null}
      onChange={(value) => value && onChange({ ...rule, value })}
    />
  );
}

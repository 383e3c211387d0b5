/** Builds a filter: what must hold, what may, and what must not. */

import { ActionIcon, Button, Group, Menu, Paper, Select, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";

import { campaigns as words } from "@/words";

import { countRules, FIELDS, type FilterDraft, type GroupName, GROUPS, isComplete, newRule, OPS, type RuleDraft } from "../../audience";
import { RuleValue } from "./RuleValue";
import classes from "./wizard.module.css";

interface FilterBuilderProps {
  filter: FilterDraft;
  onChange: (filter: FilterDraft) => void;
}

export function FilterBuilder({ filter, onChange }: FilterBuilderProps) {
  const isPartial = GROUPS.some((name) => !filter[name].every(isComplete));
  return (
    <Stack gap="md">
      {countRules(filter) === 0 && <Text size="sm">{words.audience.everyone}</Text>}
      {GROUPS.map((name) => (
        <RuleGroup key={name} name={name} rules={filter[name]} onChange={(rules) => onChange({ ...filter, [name]: rules })} />
      ))}
      {isPartial && (
        <Text size="sm" c="dimmed" role="status">
          {words.audience.incomplete}
        </Text>
      )}
    </Stack>
  );
}

interface RuleGroupProps {
  name: GroupName;
  rules: RuleDraft[];
  onChange: (rules: RuleDraft[]) => void;
}

function RuleGroup({ name, rules, onChange }: RuleGroupProps) {
  const title = words.audience.groups[name];
  return (
    <Paper withBorder p="sm" role="group" aria-label={title}>
      <Group justify="space-between" mb={rules.length > 0 ? "xs" : 0}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              aria-label={words.audience.addTo(title)}
            >
              {words.audience.add}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {FIELDS.map((field) => (
              <Menu.Item key={field} onClick={() => onChange([...rules, newRule(field)])}>
                {words.audience.fields[field]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Stack gap="xs">
        {rules.map((rule, place) => (
          <RuleRow
            key={place}
            rule={rule}
            onChange={(changed) => onChange(rules.map((one, at) => (at === place ? changed : one)))}
            onRemove={() => onChange(rules.filter((_, at) => at !== place))}
          />
        ))}
      </Stack>
    </Paper>
  );
}

interface RuleRowProps {
  rule: RuleDraft;
  onChange: (rule: RuleDraft) => void;
  onRemove: () => void;
}

function RuleRow({ rule, onChange, onRemove }: RuleRowProps) {
  const remove = (
    <ActionIcon className={classes.remove} variant="subtle" color="gray" size="lg" aria-label={words.audience.remove} onClick={onRemove}>
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
  if (rule.field === "group") {
    const inner = Array.isArray(rule.conditions) ? rule.conditions.length : 0;
    return (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words.audience.group(inner)}</Text>
        {remove}
      </Group>
    );
  }
  return (
    <div className={classes.rule}>
      <Select
        aria-label={words.audience.condition}
        allowDeselect={false}
        data={FIELDS.map((value) => ({ value, label: words.audience.fields[value] ?? value }))}
        value={rule.field}
        onChange={(field) => field && onChange(newRule(field))}
      />
      <Select
        className={classes.op}
        aria-label={words.audience.op}
        allowDeselect={false}
        data={(OPS[rule.field] ?? []).map((value) => ({ value, label: words.audience.ops[value] ?? value }))}
        value={rule.op ?? null}
        onChange={(op) => op && onChange({ ...rule, op })}
      />
      <div className={classes.values}>
        <RuleValue rule={rule} onChange={onChange} />
      </div>
      {remove}
    </div>
  );
}

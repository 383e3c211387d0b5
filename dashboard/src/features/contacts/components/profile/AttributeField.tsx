/** A custom attribute as its type is written. */

import { NumberInput, Select, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";

import { contacts } from "@/words";

import { type AttributeType, shown, type Value } from "../../profile";

const words = contacts.edit;

interface AttributeFieldProps {
  name: string;
  /** Null where the attribute has none: it is written as text. */
  type: AttributeType | null;
  value: Value;
  fault: string | undefined;
  onChange: (value: Value) => void;
}

export function AttributeField({ name, type, value, fault, onChange }: AttributeFieldProps) {
  const common = { label: name, error: fault, flex: 1 };
  switch (type) {
    case "number":
      return (
        <NumberInput
          {...common}
          value={typeof value === "number" || typeof value === "string" ? value : ""}
          onChange={(next) => onChange(next === "" ? null : next)}
        />
      );
    case "date":
      return (
        <DateInput
          {...common}
          clearable
          valueFormat="YYYY-MM-DD"
          placeholder="2026-11-23"
          value={typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value.slice(0, 10) : null}
          onChange={(day) => onChange(day ? day.slice(0, 10) : null)}
        />
      );
    case "boolean":
      return (
        <Select
          {...common}
          clearable
          data={[
            { value: "true", label: words.yes },
            { value: "false", label: words.no },
          ]}
          value={value === null || value === "" ? null : String(value)}
          onChange={(next) => onChange(next === null ? null : next === "true")}
        />
      );
    default:
      return <TextInput {...common} maxLength={1024} value={shown(value)} onChange={(event) => onChange(event.currentTarget.value || null)} />;
  }
}

/** The first and the last day, from a calendar. */

import "@mantine/dates/styles.css";

import { DatePickerInput } from "@mantine/dates";
import { useState } from "react";

import { analytics as words } from "@/words";

import { addDays, LONGEST_DAYS, type Range } from "../range";
import classes from "./analytics.module.css";

interface DaysFieldProps {
  range: Range;
  today: string;
  onChange: (range: Range) => void;
}

export function DaysField({ range, today, onChange }: DaysFieldProps) {
  // The first day, while the last one is still to be chosen.
  const [begun, setBegun] = useState<string | null>(null);
  return (
    <DatePickerInput
      type="range"
      // Unseen, since the field beside it says what this is about.
      label={words.pick}
      labelProps={{ className: classes.unseen }}
      previousLabel={words.previousMonth}
      nextLabel={words.nextMonth}
      // It would be a dialog named after an element that is not there.
      popoverProps={{ withRoles: false }}
      hideOutsideDates
      weekendDays={[]}
      w={250}
      valueFormat="D MMM YYYY"
      allowSingleDateInRange
      maxDate={begun && addDays(begun, LONGEST_DAYS - 1) < today ? addDays(begun, LONGEST_DAYS - 1) : today}
      minDate={begun ? addDays(begun, 1 - LONGEST_DAYS) : undefined}
      value={begun ? [begun, null] : [range.from, range.to]}
      onChange={([from, to]) => {
        setBegun(to ? null : from);
        if (from && to) onChange({ from, to });
      }}
    />
  );
}

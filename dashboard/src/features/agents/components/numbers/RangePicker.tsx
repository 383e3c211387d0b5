/** Chooses days: the last so many, or a first and a last one. */

import { SegmentedControl } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { useState } from "react";

import { agents } from "@/words";

import { type Days, length, LONGEST_DAYS, PRESETS } from "../../range";

const words = agents.numbers;

interface RangePickerProps {
  preset: string;
  days: Days;
  onChoose: (chosen: string | Days) => void;
}

export function RangePicker({ preset, days, onChoose }: RangePickerProps) {
  const [[first, last], setPicked] = useState<[string | null, string | null]>([days.first, days.last]);
  const [isPicking, setPicking] = useState(preset === "custom");
  const isTooLong = first !== null && last !== null && length({ first, last }) > LONGEST_DAYS;
  return (
    <>
      <SegmentedControl
        aria-label={words.range}
        value={isPicking ? "custom" : preset}
        data={[...PRESETS, "custom"].map((value) => ({ value, label: words.ranges[value] ?? value }))}
        onChange={(value) => {
          setPicking(value === "custom");
          setPicked([days.first, days.last]);
          if (value !== "custom") onChoose(value);
        }}
      />
      {isPicking && (
        <DatePickerInput
          type="range"
          aria-label={words.ranges.custom}
          w={{ base: "100%", sm: 260 }}
          allowSingleDateInRange
          valueFormat="D MMM YYYY"
          value={[first, last]}
          error={isTooLong ? words.badRange : undefined}
          onChange={([from, to]) => {
            setPicked([from, to]);
            if (from && to && length({ first: from, last: to }) <= LONGEST_DAYS) onChoose({ first: from, last: to });
          }}
        />
      )}
    </>
  );
}

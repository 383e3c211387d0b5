import { describe, expect, it } from "vitest";

import { type Agent, changesOf, dayRuns, draftOf, EMPTY, faultsOf, hasChanges, hoursLine, USUAL_HOURS } from "./draft";

const SAYS = { needName: "name", needDay: "day", sameTime: "time" };
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const ADA: Agent = { ...EMPTY, id: "a", name: "Ada", created_at: null, updated_at: "2026-11-20T10:00:00Z" };

describe("changes", () => {
  it("are none of what was just read", () => {
    expect(hasChanges(draftOf(ADA), draftOf(ADA))).toBe(false);
  });

  it("are only the fields that differ", () => {
    expect(changesOf({ ...draftOf(ADA), name: "Bo", temperature: 0.5 }, draftOf(ADA))).toEqual({ name: "Bo", temperature: 0.5 });
  });

  it("take back a value that has none", () => {
    expect(changesOf({ ...draftOf(ADA), temperature: null }, { ...draftOf(ADA), temperature: 1 })).toEqual({ temperature: null });
  });

  it("send the rules of handing over as a whole", () => {
    const draft = { ...draftOf(ADA), hand_over: { ...ADA.hand_over, keywords: ["lawyer"] } };
    expect(changesOf(draft, draftOf(ADA))).toEqual({ hand_over: { ...ADA.hand_over, keywords: ["lawyer"] } });
  });

  it("are none where channels, tools or days stand in another order", () => {
    const saved = { ...draftOf(ADA), channels: ["a", "b"], hours: [USUAL_HOURS] };
    const draft = {
      ...saved,
      channels: ["b", "a"],
      tools: [...saved.tools].reverse(),
      hours: [{ ...USUAL_HOURS, days: [4, 3, 2, 1, 0] }],
    };
    expect(changesOf(draft, saved)).toEqual({});
  });

  it("are some where hours stand in another order, which people see", () => {
    const late = { ...USUAL_HOURS, start: "20:00", end: "22:00" };
    const saved = { ...draftOf(ADA), hours: [USUAL_HOURS, late] };
    expect(hasChanges({ ...saved, hours: [late, USUAL_HOURS] }, saved)).toBe(true);
  });
});

describe("faults", () => {
  it("are none of a named agent", () => {
    expect(faultsOf({ ...EMPTY, name: "Ada", hours: [USUAL_HOURS] }, SAYS)).toEqual({});
  });

  it("are a missing name, days that are none and hours without length", () => {
    const hours = [{ days: [], start: "09:00", end: "18:00" }, { days: [1], start: "09:00", end: "09:00" }, { days: [1], start: "", end: "10:00" }];
    expect(faultsOf({ ...EMPTY, name: " ", hours }, SAYS)).toEqual({
      "/name": "name",
      "/hours/0/days": "day",
      "/hours/1/end": "time",
      "/hours/2/end": "time",
    });
  });
});

describe("hours in words", () => {
  it.each([
    [[0, 1, 2, 3, 4], "Mon–Fri"],
    [[5, 6], "Sat, Sun"],
    [[0, 2, 4], "Mon, Wed, Fri"],
    [[6, 0, 1, 2], "Mon–Wed, Sun"],
    [[], ""],
  ])("names days in runs: %j", (days, said) => {
    expect(dayRuns(days, NAMES)).toBe(said);
  });

  it("puts several into one line", () => {
    expect(hoursLine([USUAL_HOURS, { days: [5], start: "09:00", end: "12:00" }], NAMES)).toBe(
      "Mon–Fri 09:00–18:00; Sat 09:00–12:00",
    );
  });
});

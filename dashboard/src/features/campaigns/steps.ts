/** The steps of the wizard, and to which of them a fault of the API belongs. */

import type { Fault } from "@/api/problem";

export const STEPS = ["audience", "message", "schedule", "review"] as const;
export type Step = (typeof STEPS)[number];

/** The step of an address. */
export function readStep(params: URLSearchParams): Step {
  return STEPS.find((one) => one === params.get("step")) ?? "audience";
}

const PLACES: readonly [RegExp, Step][] = [
  [/^\/(audience|marketing)(\/|$)/, "audience"],
  [/^\/(content|channels)(\/|$)/, "message"],
  [/^\/(timing|failure_threshold)(\/|$)/, "schedule"],
];

/** Where a fault is mended. */
export function stepOf(pointer: string): Step {
  return PLACES.find(([place]) => place.test(pointer))?.[1] ?? "review";
}

/** The faults of one step. */
export function faultsOf(faults: readonly Fault[], step: Step): Fault[] {
  return faults.filter(({ pointer }) => stepOf(pointer) === step);
}

/** Variants of a text: asked for, looked at, edited, approved. */

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { answer, newKey, once, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";

import { checkVariant } from "./check";
import type { SpinProps } from "./SpinButton";

const TEMPLATE_MAX_CHARS = 1024;
const TEXT_MAX_CHARS = 4096;

export interface Candidate {
  text: string;
  /** Why it cannot be used, in sentences. */
  faults: string[];
  isApproved: boolean;
  isEdited: boolean;
}

export interface Wish {
  count: number;
  tone: string;
}

export function useSpin({ text, kind, language, others = [] }: SpinProps) {
  const api = useApi();
  const [candidates, setCandidates] = useState<Candidate[]>([]);
  const running = useRef<AbortController>(null);
  const ask = useMutation({
    mutationFn: ({ count, tone }: Wish) => {
      running.current = new AbortController();
      const body: Schemas["SpinIn"] = { text, kind, count, ...(tone && { tone }), ...(language && { language }) };
      return answer(
        api.POST("/api/templates/spin", { body, headers: once(newKey()), signal: running.current.signal }),
      );
    },
    onSuccess: ({ variants }) =>
      setCandidates(
        variants.map((variant) => ({
          text: variant.text,
          faults: variant.usable ? [] : variant.faults.map(({ detail }) => detail),
          isApproved: false,
          isEdited: false,
        })),
      ),
  });
  const change = (place: number, changed: Partial<Candidate>) =>
    setCandidates((all) => all.map((one, at) => (at === place ? { ...one, ...changed } : one)));
  return {
    ask,
    candidates,
    approved: candidates.filter(({ isApproved }) => isApproved).map((one) => one.text),
    approve: (place: number, isApproved: boolean) => change(place, { isApproved }),
    edit: (place: number, edited: string) => {
      const rest = candidates.filter((one, at) => at !== place && one.isApproved).map((one) => one.text);
      const most = kind === "template" ? TEMPLATE_MAX_CHARS : TEXT_MAX_CHARS;
      const faults = checkVariant(text, edited, [...others, ...rest], { most, isTemplate: kind === "template" });
      change(place, {
        text: edited,
        faults,
        isEdited: true,
        ...(faults.length > 0 && { isApproved: false }),
      });
    },
    stop: () => running.current?.abort(),
  };
}

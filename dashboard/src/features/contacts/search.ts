/** What the list of contacts is asked for, as the page's address keeps it. */

import { type AudienceFilter, countRules } from "@/features/campaigns/audience";

export interface Search {
  q: string;
  /** The saved audience that was chosen. */
  segment: string;
  /** The conditions, where they differ from the segment's. */
  filter: AudienceFilter | null;
}

export const EVERYBODY: AudienceFilter = { all: [], any: [], exclude: [] };
const LONGEST_Q = 64;

export function readSearch(params: URLSearchParams): Search {
  return {
    q: (params.get("q") ?? "").slice(0, LONGEST_Q),
    segment: params.get("segment") ?? "",
    filter: readFilter(params.get("filter")),
  };
}

export function writeSearch({ q, segment, filter }: Search): URLSearchParams {
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  if (segment) params.set("segment", segment);
  if (filter && (segment || countRules(filter) > 0)) params.set("filter", JSON.stringify(filter));
  return params;
}

/** The conditions in an address; null where there are none that make sense. */
function readFilter(text: string | null): AudienceFilter | null {
  if (text === null) return null;
  try {
    const read = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    const rules = (name: string) => (Array.isArray(read?.[name]) ? (read[name] as NonNullable<AudienceFilter["all"]>) : []);
    return { all: rules("all"), any: rules("any"), exclude: rules("exclude") };
  } catch {
    return null;
  }
}

export interface Segment {
  id: string;
  kind: "filter" | "csv";
  filter: AudienceFilter;
}

/** The conditions that a segment stands for: of a file's, that it named them too. */
export function filterOfSegment({ id, kind, filter }: Segment): AudienceFilter {
  if (kind === "filter") return filter;
  return { ...filter, all: [{ field: "audience", op: "in", value: id }, ...(filter.all ?? [])] };
}

/** Who is shown; undefined while the segment is not known yet. */
export function filterInForce({ segment, filter }: Search, chosen: Segment | undefined): AudienceFilter | undefined {
  if (filter) return filter;
  if (!segment) return EVERYBODY;
  return chosen ? filterOfSegment(chosen) : undefined;
}

export function isNarrowed(search: Search): boolean {
  return search.q !== "" || search.segment !== "" || (search.filter !== null && countRules(search.filter) > 0);
}

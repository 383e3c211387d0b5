/** What went wrong with a call, whatever it was: the API's problem+json, or no answer at all. */

import type { components } from "./schema";

export type Route = components["schemas"]["Route"];

export interface Fault {
  /** A JSON pointer into the body, or into `/query`. */
  pointer: string;
  /** What is wrong, in a sentence. */
  detail: string;
}

interface Wanted {
  status: number;
  code: string;
  title: string;
  detail: string;
  faults?: Fault[];
  route?: Route | null;
  retryAfterMs?: number | null;
  trace?: string;
}

/** The one error that calls to the API throw. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status; 0 if nothing answered. */
  readonly status: number;
  /** The kind, for programs; `unreachable` if nothing answered. */
  readonly code: string;
  /** The kind, for people. */
  readonly title: string;
  /** What happened this time and what to do, for people. */
  readonly detail: string;
  /** The faulty parts of the request. */
  readonly faults: Fault[];
  /** The new route, with `route_changed`. */
  readonly route: Route | null;
  /** How long to wait before trying again, where the API says so. */
  readonly retryAfterMs: number | null;
  /** Where the fault is the service's: what names the request in its logs. */
  readonly trace: string;

  constructor(wanted: Wanted, cause?: unknown) {
    super(wanted.detail, { cause });
    this.status = wanted.status;
    this.code = wanted.code;
    this.title = wanted.title;
    this.detail = wanted.detail;
    this.faults = wanted.faults ?? [];
    this.route = wanted.route ?? null;
    this.retryAfterMs = wanted.retryAfterMs ?? null;
    this.trace = wanted.trace ?? "";
  }

  /** Whether the same request may do better a little later. */
  get passing(): boolean {
    return [0, 429, 502, 503, 504].includes(this.status);
  }
}

/** The error that an answer other than 2xx stands for. */
export async function problemOf(answer: Response): Promise<ApiError> {
  const seconds = Number(answer.headers.get("Retry-After"));
  const told: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  const body = (typeof told === "object" && told !== null ? told : {}) as Partial<Wanted> & { errors?: Fault[] };
  return new ApiError({
    status: answer.status,
    code: body.code ?? "internal",
    title: body.title ?? "Something went wrong",
    detail: body.detail ?? `The service answered ${answer.status} without saying why. Try again in a moment.`,
    faults: body.errors ?? [],
    route: body.route ?? null,
    trace: body.trace ?? "",
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
  });
}

/** The error of a request that nobody answered. */
export function unreachable(cause: unknown): ApiError {
  return new ApiError(
    {
      status: 0,
      code: "unreachable",
      title: "No connection",
      detail: "The service cannot be reached. Check your connection and try again.",
    },
    cause,
  );
}

/** What to tell a person about any error. */
export function sentence(error: unknown): string {
  if (error instanceof ApiError) return error.trace && !error.passing ? `${error.detail} Reference: ${error.trace}` : error.detail;
  return "Something went wrong in this page. Load it again; if it stays, tell us what you did.";
}

/** The faults of a rejected form by field; those that name no field of it are left to `sentence`. */
export function fieldErrors(error: unknown, fields: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const { pointer, detail } of error.faults) {
    const field = fields.find((name) => pointer === `/${name}` || pointer.startsWith(`/${name}/`));
    if (field && !(field in found)) found[field] = detail;
  }
  return found;
}

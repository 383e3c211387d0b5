/** Which errors pass by themselves, for requests that may be repeated. */

import { ApiError } from "@/api/problem";

const ATTEMPTS = 4;

/** Whether the same request may do better a moment later; two writes at the same moment are such a case. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.passing || error.code === "write_raced");
}

/** Tries a change again that has the same effect however often it is made. */
export function retryPassing(failures: number, error: unknown): boolean {
  return isPassing(error) && failures < ATTEMPTS - 1;
}

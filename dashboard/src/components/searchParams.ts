/** The address's search parameters, changed by parts. */

import { useCallback } from "react";
import { useSearchParams } from "react-router";

export type ChangeSearch = (change: (now: URLSearchParams) => URLSearchParams) => void;

/**
 * The search parameters as they are shown, and how to change some of them.
 *
 * A change starts from the address as it is at that moment. React Router hands out the parameters of the last render, which
 * may be one change behind while the next page is being drawn: what was typed would undo what was chosen meanwhile.
 */
export function useSearch(): [URLSearchParams, ChangeSearch] {
  const [params, setParams] = useSearchParams();
  const set = useCallback<ChangeSearch>(
    (change) => setParams(change(new URLSearchParams(window.location.search)), { replace: true }),
    [setParams],
  );
  return [params, set];
}

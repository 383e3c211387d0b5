/** How a month's use grew day by day, and where it is heading. */

export interface PacePoint {
  /** The day, `2026-11-25`. */
  id: string;
  /** All of the month until the end of that day; null for days to come. */
  used: number | null;
  /** The same at the pace so far, from today on. */
  projected: number | null;
}

/**
 * The days of a month.
 *
 * @param month `2026-11`
 * @param days what each day that has begun used, the running one last
 * @param used what the month has used until now, by its counter; earlier days never show more
 * @param projected what it will have used in the end, if that can be said
 */
export function paceOf(month: string, days: readonly number[], used: number, projected: number | null): PacePoint[] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const today = days.length - 1;
  let sum = 0;
  return Array.from({ length }, (_, index) => {
    sum += days[index] ?? 0;
    const gone = length - 1 > today ? (index - today) / (length - 1 - today) : 1;
    return {
      id: `${month}-${String(index + 1).padStart(2, "0")}`,
      used: index > today ? null : index === today ? used : Math.min(sum, used),
      projected: projected === null || index < today ? null : Math.round(used + (projected - used) * Math.max(gone, 0)),
    };
  });
}

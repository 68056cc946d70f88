/** Remembers where each page of a list ended, so that page n + 1 starts there however many rows were added since. */
const ends = new Map<string, Map<number, string>>();
const LISTS_MAX = 200;

export function rememberEnd(list: string, page: number, cursor: string): void {
  const pages = ends.get(list) ?? new Map<number, string>();
  pages.set(page, cursor);
  ends.delete(list);
  ends.set(list, pages);
  const oldest = ends.keys().next().value;
  if (ends.size > LISTS_MAX && oldest !== undefined) ends.delete(oldest);
}

/** The last page at or before `page` whose end is known. */
export function lastKnownEnd(list: string, page: number): { page: number; cursor: string | undefined } {
  const pages = ends.get(list);
  for (let candidate = page; candidate > 0; candidate -= 1) {
    const cursor = pages?.get(candidate);
    if (cursor !== undefined) return { page: candidate, cursor };
  }
  return { page: 0, cursor: undefined };
}

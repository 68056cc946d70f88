/** First and last day of the month before a day. */
export function lastMonth(day: string): { from: string; to: string } {
  const [year = 1970, month = 1] = day.split('-').map(Number);
  const iso = (date: number) => new Date(date).toISOString().slice(0, 10);
  return { from: iso(Date.UTC(year, month - 2, 1)), to: iso(Date.UTC(year, month - 1, 0)) };
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);
const at = (year: number, month: number, day: number): string => iso(new Date(Date.UTC(year, month, day)));

/** The quarter before the one of a day. */
export function quarterBefore(day: string): { from: string; to: string } {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1];
  const begins = Math.floor(month / 3) * 3;
  return { from: at(year, begins - 3, 1), to: at(year, begins, 0) };
}

/** The month of a day. */
export const monthOf = (day: string): { from: string; to: string } => ({ from: `${day.slice(0, 7)}-01`, to: at(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0) });

// Rows that must be tried in the order of their days, where the file tells them in another.
import sql from 'sql-template-tag';
import type { ImportRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { dayText, textOf, type Cell } from './cellText.ts';
import { mappingOf, optionsOf } from './rules.ts';
import { importableOf } from './subjects.ts';

const PAGE = 5000;

/** Gives rows their place: the days since 1970 of a field, or none at all where they stand in that order. */
export async function placeByDay(tx: Tx, row: ImportRow): Promise<void> {
  const { inOrderOf } = importableOf(row.subject);
  const at = inOrderOf ? mappingOf(row).indexOf(inOrderOf) : -1;
  if (at < 0) return;
  const { days } = optionsOf(row);
  let isInOrder = true;
  const places: { line: number; place: number }[] = [];
  for (let after = 0, isMore = true; isMore;) {
    const page = await tx.rows<{ line: number; cell: Cell | null }>(sql`SELECT line, cells->(${at}::int) AS cell FROM "ImportLine" WHERE "importId" = ${row.id} AND line > ${after} ORDER BY line LIMIT ${PAGE}`);
    for (const { line, cell } of page) {
      const before = places.at(-1)?.place ?? 0;
      const day = dayText(textOf(cell ?? ''), days);
      const place = day === undefined ? before : Math.floor(Date.parse(day) / 86_400_000);
      if (place < before) isInOrder = false;
      places.push({ line, place });
    }
    after = page.at(-1)?.line ?? after;
    isMore = page.length === PAGE;
  }
  if (isInOrder) {
    await tx.rows(sql`UPDATE "ImportLine" SET place = 0 WHERE "importId" = ${row.id} AND place <> 0`);
    return;
  }
  for (let from = 0; from < places.length; from += PAGE) {
    const page = places.slice(from, from + PAGE);
    await tx.rows(sql`UPDATE "ImportLine" t SET place = p.place FROM unnest(${page.map(({ line }) => line)}::int[], ${page.map(({ place }) => place)}::int[]) AS p(line, place)
      WHERE t."importId" = ${row.id} AND t.line = p.line AND t.place <> p.place`);
  }
}

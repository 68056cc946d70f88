// Tax returns: frozen when filed; what becomes known later is told as a correction of the next.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { action } from '../shared/action.ts';
import { day, id, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { insert, update } from '../shared/write.ts';
import { knownNow } from './known.ts';
import { TaxReturnGap, TaxReturnNotLast, TaxReturnWithdrawn } from './refusals.ts';
import { payableOf, taxRow, taxRowsSql, type FoundTax } from './taxRows.ts';

const permission = 'tax.file';

export const fileTaxReturn = action({
  name: 'fileTaxReturn', permission,
  describe: 'Keeps what the return of the days says, as filed. The days follow the return before without a gap; what becomes known of them later is told by the next one.',
  input: { startsOn: day(), endsOn: day() }, refusals: [TaxReturnGap], payload: { taxReturn: 'record:TaxReturn' },
  load: async (tx, { startsOn, endsOn }, ctx) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`tax returns ${ctx.company.id}`}, 0))`);
    const [last] = await selectRows(tx, 'TaxReturn', sql`t."companyId" = ${ctx.company.id} AND t.status = 'FILED'`, { orderBy: sql`t."endsOn" DESC` });
    const knownAt = await knownNow(tx, ctx);
    const found = await tx.rows<FoundTax>(taxRowsSql(ctx.company.id, startsOn, endsOn, knownAt));
    return { last, knownAt, rows: found.map(taxRow), number: await takeNumber(tx, ctx, 'TAX', ctx.today) };
  },
  decide: ({ last, knownAt, rows, number }, { startsOn, endsOn }, ctx) => {
    if (endsOn < startsOn) throw fieldRefused(['endsOn'], 'day_before', { day: startsOn });
    if (last && addDays(last.endsOn, 1) !== startsOn) throw TaxReturnGap({ day: addDays(last.endsOn, 1) });
    const taxReturn = ctx.newId();
    const { id: companyId, currencyCode } = ctx.company;
    const payable = payableOf(rows);
    return {
      rows: [
        insert('TaxReturn', {
          id: taxReturn, companyId, number, status: 'FILED', startsOn, endsOn, currencyCode, payableMinor: payable, knownAt, filedById: ctx.viewer.id, filedByName: ctx.viewer.name,
          withdrawnReason: null, withdrawnAt: null,
        }),
        ...rows.map((row, index) => insert('TaxReturnLine', {
          id: ctx.newId(), taxReturnId: taxReturn, no: index + 1, side: row.side, taxCodeId: row.taxCode, code: row.code, name: row.name, rate: row.rate, currencyCode,
          baseMinor: row.base, taxMinor: row.tax, correctionBaseMinor: row.correctionBase, correctionTaxMinor: row.correctionTax,
        })),
      ],
      events: [{ kind: 'taxReturnFiled', subjectType: 'TaxReturn', subjectId: taxReturn, data: { number, payable: printMoney(payable, currencyCode) } }],
      result: { taxReturn },
    };
  },
});

export const withdrawTaxReturn = action({
  name: 'withdrawTaxReturn', describe: 'Takes the last return back, for a reason: its days can be filed anew.', permission,
  input: { taxReturnId: id('TaxReturn'), reason: text({ max: 1000, lines: true }) },
  refusals: [TaxReturnNotLast, TaxReturnWithdrawn], payload: { taxReturn: 'record:TaxReturn' },
  load: async (tx, { taxReturnId }, ctx) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`tax returns ${ctx.company.id}`}, 0))`);
    const taxReturn = await lockRow(tx, 'TaxReturn', taxReturnId);
    const later = await selectRows(tx, 'TaxReturn', sql`t."companyId" = ${ctx.company.id} AND t.status = 'FILED' AND t."startsOn" > ${taxReturn.endsOn}`, { orderBy: sql`t."startsOn"` });
    return { taxReturn, later };
  },
  decide: ({ taxReturn, later }, { reason }, ctx) => {
    demandWithdrawable(taxReturn, later[0]?.number);
    return {
      rows: [update('TaxReturn', taxReturn.id, { status: 'WITHDRAWN', withdrawnReason: reason, withdrawnAt: ctx.now, version: taxReturn.version + 1 })],
      events: [{ kind: 'taxReturnWithdrawn', subjectType: 'TaxReturn', subjectId: taxReturn.id, reason }],
      result: { taxReturn: taxReturn.id },
    };
  },
});

/** Refuses all but the last return that stands. */
export function demandWithdrawable({ status, number }: { status: string; number: string }, later: string | undefined): void {
  if (status !== 'FILED') throw TaxReturnWithdrawn({ number });
  if (later) throw TaxReturnNotLast({ number: later });
}

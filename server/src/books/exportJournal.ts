import { createHash } from 'node:crypto';
import { takeNumber } from '../accounting/books.ts';
import type { Json } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { choice, day } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { exportPieces, exportSums } from './exportFile.ts';
import { knownNow } from './known.ts';
import { yearStart } from './datev.ts';
import { loadDatev } from './datevSettings.ts';
import { DatevUnset, ExportEmpty } from './refusals.ts';

export const exportJournal = action({
  name: 'exportJournal', permission: 'journal.export',
  describe: 'Hands out the journal of some days, as it is known now, with its sums and the hash of the file. The same export gives the same file whenever it is fetched: GET /books/exports/<id>.',
  input: { form: choice('JournalExportForm'), startsOn: day(), endsOn: day() },
  refusals: [ExportEmpty, DatevUnset], payload: { journalExport: 'record:JournalExport' },
  load: async (tx, { form, startsOn, endsOn }, ctx) => {
    if (endsOn < startsOn) throw fieldRefused(['endsOn'], 'day_before', { day: startsOn });
    const firm = await readRow(tx, 'Company', ctx.company.id);
    const datev = form === 'DATEV' ? await loadDatev(tx, firm.id) : undefined;
    if (form === 'DATEV' && !datev) throw DatevUnset({});
    const yearStartsOn = yearStart(startsOn, firm.fiscalMonth);
    // A batch lies within one year there.
    if (datev && yearStart(endsOn, firm.fiscalMonth) !== yearStartsOn) throw fieldRefused(['endsOn'], 'day_year', { day: yearStartsOn });
    const options: Json = datev ? { consultantNo: datev.settings.consultantNo, clientNo: datev.settings.clientNo, accountLength: datev.settings.accountLength, chart: datev.settings.chart, isFixed: datev.settings.isFixed, yearStartsOn, numbers: datev.numbers } : null;
    const of = { form, startsOn, endsOn, knownAt: await knownNow(tx, ctx), options };
    const sums = await exportSums(tx, firm.id, of);
    if (sums.entries === 0) throw ExportEmpty({});
    const hash = createHash('sha256');
    let bytes = 0n;
    for await (const piece of exportPieces(tx, firm, of)) {
      const data = Buffer.from(piece);
      hash.update(data);
      bytes += BigInt(data.length);
    }
    return { ...of, ...sums, bytes, hash: hash.digest('hex'), number: await takeNumber(tx, ctx, 'EXP', ctx.today) };
  },
  decide: ({ knownAt, options, entries, lines, total, bytes, hash, number }, { form, startsOn, endsOn }, ctx) => {
    const journalExport = ctx.newId();
    const { id: companyId, currencyCode } = ctx.company;
    return {
      rows: [insert('JournalExport', {
        id: journalExport, companyId, number, form, startsOn, endsOn, knownAt, currencyCode, entries, lines, totalMinor: total, bytes, hash, options, exportedById: ctx.viewer.id, exportedByName: ctx.viewer.name,
      })],
      events: [{ kind: 'journalExported', subjectType: 'JournalExport', subjectId: journalExport, data: { number, form, total: printMoney(total, currencyCode) } }],
      result: { journalExport },
    };
  },
});

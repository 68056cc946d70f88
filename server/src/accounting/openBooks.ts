// Pure: the books of a new company, and the periods of years to come.
import type { DecideContext } from '../shared/action.ts';
import { parseDay, type Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { chartAccounts } from './chart.ts';
import type { Rate } from '../shared/quantity.ts';

const two = (month: number) => String(month).padStart(2, '0');

/** Every month of the years, first to last, as open periods named like 2026-03. */
export function monthlyPeriodRows(companyId: string, firstYear: number, lastYear: number, newId: DecideContext['newId']): Change[] {
  const months = Array.from({ length: (lastYear - firstYear + 1) * 12 }, (_, index) => ({ year: firstYear + Math.floor(index / 12), month: index % 12 + 1 }));
  return months.map(({ year, month }) => {
    const name = `${year}-${two(month)}`;
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return insert('Period', {
      id: newId(), companyId, name, startsOn: parseDay(`${name}-01`) as Day, endsOn: parseDay(`${name}-${two(length)}`) as Day,
      lockedAt: null, lockedById: null,
    });
  });
}

/** The default chart, a tax code without tax, and open periods from January of the first year to December of the last. */
export const openBooksRows = (companyId: string, firstYear: number, lastYear: number, newId: DecideContext['newId']): Change[] => [
  ...chartAccounts.map(({ code, name, type, isOpenItem = false, isCash = false }) =>
    insert('Account', { id: newId(), companyId, code, name, type, isOpenItem, isCash })),
  insert('TaxCode', { id: newId(), companyId, code: 'NONE', name: 'No tax', rate: 0n as Rate }),
  ...monthlyPeriodRows(companyId, firstYear, lastYear, newId),
];

// Small balances given up, many at once.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { CreditAccountRow } from '../generated/rows.ts';
import { lockItems } from '../payments/loadItems.ts';
import { action } from '../shared/action.ts';
import { id, list, money, optional, text } from '../shared/input.ts';
import { plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { addDays } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { loadBehind, loadLimits } from './loadBehind.ts';
import { loadStanding } from './loadProvision.ts';
import { NothingSmall, WriteOffLimitPassed } from './refusals.ts';
import { loadTerms } from './settings.ts';
import { authorityOf, draftOf, postRows, writeOffEvents, type Standing } from './writeOffRules.ts';

/** Small balances that have been due for long enough. */
export const smallItems = (limit: Minor, dueBefore: string, currencyCode: string) => sql`t."customerId" IS NOT NULL AND t.kind IN ('INVOICE', 'CHARGE', 'REFUND', 'CHARGEBACK', 'RECOVERY') AND t."openMinor" > 0 AND t."openMinor" <= ${limit}
  AND t."currencyCode" = ${currencyCode} AND coalesce(t."dueOn", t."effectiveOn") < ${dueBefore}::date AND NOT EXISTS (SELECT FROM "WriteOff" w WHERE w."openItemId" = t.id AND w.status = 'WAITING')`;

export const writeOffSmall = action({
  name: 'writeOffSmall', permission: 'badDebts.writeOff', describe: 'Gives up small balances that have been due for long, many at once: those shown before, or all up to the limit.',
  input: { limit: { ...optional(money()), describe: 'At most as set; that when left out.' }, openItemIds: optional(list(id('OpenItem'), { min: 1, max: 500 })), note: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, NothingSmall, WriteOffLimitPassed], payload: { writeOffs: 'int', amount: 'text' },
  load: async (tx, { limit, openItemIds }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const terms = await loadTerms(tx);
    const most = limit && limit < terms.smallMinor ? limit : terms.smallMinor;
    const dueBefore = addDays(ctx.today, -terms.smallAfterDays);
    const wanted = await selectRows(tx, 'OpenItem', sql`${smallItems(most, dueBefore, ctx.company.currencyCode)} AND (${openItemIds ?? null}::uuid[] IS NULL OR t.id = ANY(${openItemIds ?? null}::uuid[]))`, { orderBy: sql`t."dueOn", t.id LIMIT 500` });
    const locked = (await lockItems(tx, wanted.map((item) => item.id))).filter((item) => item.openMinor > 0n && item.openMinor <= most);
    const credits = new Map<string, CreditAccountRow>();
    for (const customerId of [...new Set(locked.flatMap((item) => item.customerId ?? []))].sort()) credits.set(customerId, await loadCredit(tx, customerId));
    const behind = await loadBehind(tx, locked);
    const provisions = new Map<string, Standing>();
    for (const item of locked) { const standing = await loadStanding(tx, item.id); if (standing) provisions.set(item.id, standing); }
    const numbers: string[] = [];
    for (const _item of locked) numbers.push(await takeNumber(tx, ctx, 'WOF', ctx.today));
    return { accounts, terms, most, items: locked, credits, behind, provisions, numbers, limits: await loadLimits(tx) };
  },
  decide: ({ accounts, terms, most, items, credits, behind, provisions, numbers, limits }, { note }, ctx) => {
    const { currencyCode } = ctx.company;
    if (items.length === 0) throw NothingSmall({ limit: { minor: most, currencyCode } });
    const total = plus(zero, ...items.map((item) => item.openMinor));
    const own = authorityOf(limits, ctx.viewer);
    if (own !== undefined && total > own) throw WriteOffLimitPassed({ amount: { minor: total, currencyCode }, limit: { minor: own, currencyCode } });
    const batchId = ctx.newId();
    const made = items.flatMap((item, index): { rows: Change[]; events: ReturnType<typeof writeOffEvents> }[] => {
      const [account, known] = [credits.get(item.customerId ?? ''), behind.get(item.id)];
      if (!account || !known) return [];
      const provision = provisions.get(item.id);
      const row = draftOf({ item, behind: known, amount: item.openMinor, number: numbers[index] ?? '', reason: 'SMALL_BALANCE', note, relievesTax: terms.relievesTax, batchId }, ctx);
      return [{
        rows: [insert('WriteOff', { ...row, status: 'POSTED', writtenOffOn: ctx.today, provisionId: provision?.provision.id ?? null }), ...postRows(accounts, row, { item, behind: known, account, provision }, 0, ctx)],
        events: writeOffEvents('debtWrittenOff', row, item, note),
      }];
    });
    return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap((each) => each.events), result: { writeOffs: made.length, amount: printMoney(total, currencyCode) } };
  },
});

// Money on account in one currency made into money in another, so that it settles what is owed in that: what the bank gave stands,
// and nothing is realised before it is applied, unless it becomes company money.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { companyPart, entryRows, itemLine, mirrored, ofItemsNow, openAmount, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandTraded, loadRates } from '../currencies/rates.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { action } from '../shared/action.ts';
import { currency, id, money, object, optional, text } from '../shared/input.ts';
import { minor, minus, negate, plus, printMoney, zero } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { AllocationExceedsPayment, CreditUsed, PaymentReversed } from './refusals.ts';
import { lockItems } from './loadItems.ts';
import { moveItem } from './rules.ts';

export const convertCredit = action({
  name: 'convertCredit', permission: 'payments.post',
  describe: 'Makes money on account, or a part of it, into money on account in another currency: what the bank gave for it. It can then be applied to what is owed in that currency.',
  input: {
    creditItemId: id('OpenItem'), amount: { ...optional(money()), describe: 'All that is open of it when left out.' }, currencyCode: spokenCurrency,
    into: object('ConvertCreditIntoInput', { currencyCode: currency(), amount: money() }),
    reason: optional(text({ max: 1000, lines: true })),
  },
  refusals: [...postingRefusals, CurrencyDiffers, AllocationExceedsPayment], payload: { creditConversion: 'record:CreditConversion', openItem: 'record:OpenItem' },
  load: async (tx, { creditItemId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const known = await readRow(tx, 'OpenItem', creditItemId);
    if (!known.customerId || known.amountMinor > 0n || !['PAYMENT', 'CREDIT_NOTE'].includes(known.kind)) throw fieldRefused(['creditItemId'], 'id_unknown', { type: 'OpenItem' });
    demandOwn(await readRow(tx, 'Customer', known.customerId), ctx.viewer);
    await holdPeriod(tx, ctx, ctx.today);
    const [credit] = await lockItems(tx, [creditItemId]);
    if (!credit) throw NotFound({ type: 'OpenItem', id: creditItemId });
    return { accounts, credit, account: await loadCredit(tx, known.customerId), rates: await loadRates(tx, ctx, [ctx.today]), number: await takeNumber(tx, ctx, 'CNV', ctx.today) };
  },
  decide: ({ accounts, credit, account, rates, number }, { amount: given, currencyCode: told, into, reason }, ctx) => {
    const companyCode = ctx.company.currencyCode;
    const { currencyCode } = credit;
    if (given) demandSpoken(told, currencyCode, ctx);
    if (into.currencyCode === currencyCode) throw fieldRefused(['into', 'currencyCode'], 'other_needed');
    demandTraded(into.currencyCode, rates, ctx, ['into', 'currencyCode']);
    const open = openAmount(credit);
    const amount = given ?? open;
    const said = (of: typeof amount) => ({ minor: of, currencyCode });
    if (amount > open || amount === zero) throw AllocationExceedsPayment({ wanted: said(amount), available: said(open) });
    const released = companyPart(credit, amount);
    // Company money is worth what it is; of other currencies the worth goes along.
    const worth = into.currencyCode === companyCode ? into.amount : released;
    const [creditConversion, toItemId, entryId] = [ctx.newId(), ctx.newId(), ctx.newId()];
    const { customerId } = account;
    const made = openItemRow(accounts, {
      id: toItemId, account: '2100', kind: 'PAYMENT', customerId, source: { type: 'CreditConversion', id: creditConversion }, number, amount: negate(worth),
      original: { amount: negate(into.amount), currencyCode: into.currencyCode }, effectiveOn: ctx.today,
    }, ctx);
    return {
      rows: [
        insert('CreditConversion', {
          id: creditConversion, companyId: ctx.company.id, number, customerId, fromItemId: credit.id, toItemId, convertedOn: ctx.today, fromCurrencyCode: currencyCode, fromMinor: amount,
          currencyCode: into.currencyCode, amountMinor: into.amount, companyMinor: released, entryId, reversedOn: null, reason: reason ?? null,
        }),
        made, ...entryRows(accounts, {
          kind: 'CONVERSION', effectiveOn: ctx.today, source: { type: 'CreditConversion', id: creditConversion }, memo: number,
          lines: [
            itemLine(credit, amount, released), { account: '7000', amount: minus(worth, released), customerId },
            { accountId: accounts['2100'], amount: negate(worth), original: { amount: negate(into.amount), currencyCode: into.currencyCode }, openItemId: toItemId, customerId },
          ],
        }, ctx, entryId),
        moveItem(credit, amount, released), moveCredit(account, 'unapplied', minus(worth, released)),
      ],
      events: [{ kind: 'creditConverted', subjectType: 'CreditConversion', subjectId: creditConversion, reason: reason ?? null,
        data: { number, from: `${printMoney(amount, currencyCode)} ${currencyCode}`, into: `${printMoney(into.amount, into.currencyCode)} ${into.currencyCode}` } }],
      result: { creditConversion, openItem: toItemId },
    };
  },
});

export const reverseConversion = action({
  name: 'reverseConversion', permission: 'payments.post', describe: 'Takes a conversion back, dated today: the money is on account in its own currency again. What it was applied to is taken back first.',
  input: { creditConversionId: id('CreditConversion'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, PaymentReversed, CreditUsed], payload: { creditConversion: 'record:CreditConversion' },
  load: async (tx, { creditConversionId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const conversion = await lockRow(tx, 'CreditConversion', creditConversionId);
    demandOwn(await readRow(tx, 'Customer', conversion.customerId), ctx.viewer);
    const items = await lockItems(tx, [conversion.fromItemId, conversion.toItemId]);
    const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ${conversion.entryId}`, { orderBy: sql`t.no` });
    return { accounts, conversion, items: new Map(items.map((item) => [item.id, item])), lines, account: await loadCredit(tx, conversion.customerId) };
  },
  decide: ({ accounts, conversion, items, lines, account }, { reason }, ctx) => {
    const made = items.get(conversion.toItemId);
    if (!made) throw new Error(`conversion ${conversion.number} lacks its item`);
    demandUnused(conversion, made);
    const drafts = ofItemsNow(mirrored(lines), items);
    return {
      rows: [
        ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'CreditConversion', id: conversion.id }, memo: conversion.number, reversesEntryId: conversion.entryId, lines: drafts }, ctx),
        ...drafts.flatMap((line) => {
          const item = items.get(line.openItemId ?? '');
          return item ? [moveItem(item, line.original?.amount ?? line.amount, line.amount)] : [];
        }),
        moveCredit(account, 'unapplied', negate(plus(zero, ...drafts.filter((line) => line.openItemId).map((line) => line.amount)))),
        update('CreditConversion', conversion.id, { status: 'REVERSED', reversedOn: ctx.today, reason }),
      ],
      events: [{ kind: 'conversionReversed', subjectType: 'CreditConversion', subjectId: conversion.id, reason, data: { number: conversion.number } }],
      result: { creditConversion: conversion.id },
    };
  },
});

/** Refuses a conversion that was taken back, and one whose money is used. */
export function demandUnused(conversion: { status: string; number: string; reversedOn: string | null; amountMinor: bigint; currencyCode: string }, made: { openMinor: bigint; amountMinor: bigint } | undefined): void {
  if (conversion.reversedOn !== null) throw PaymentReversed({ number: conversion.number, reversedOn: conversion.reversedOn as never });
  if (!made || made.openMinor !== made.amountMinor) {
    const said = (amount: bigint) => ({ minor: minor(amount), currencyCode: conversion.currencyCode });
    throw CreditUsed({ number: conversion.number, wanted: said(conversion.amountMinor), left: said(made ? -made.openMinor : 0n) });
  }
}

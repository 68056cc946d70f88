// Templates of entries: fixed amounts and parts, drafted when asked for or every so many months.
import sql from 'sql-template-tag';
import { ControlAccount } from '../accounting/refusals.ts';
import { isControl } from '../accounting/rules.ts';
import { systemContext } from '../context.ts';
import type { AccountRow, JournalTemplateLineRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { boolean, day, id, integer, list, money, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import type { Rate } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { demandAfter, journalRow } from './draftJournal.ts';
import { loadNamed } from './journalInput.ts';
import { TemplateNeedsAmount, TemplateUneven } from './refusals.ts';
import { nextMonth, sizeOf, templateAmounts, turnAfter } from './rules.ts';

const line = object('JournalTemplateLineInput', {
  accountId: id('Account'), description: optional(text({ max: 300 })), isDebit: boolean(),
  fixed: { ...optional(money()), describe: 'An amount that is always the same.' },
  part: { ...optional(quantity()), describe: 'Its part of what the fixed amounts of its side leave, beside the other parts: 60 and 40, or 1 and 2.' },
  customerId: optional(id('Customer')), supplierId: optional(id('Supplier')), costCategoryId: optional(id('CostCategory')),
});
const head = {
  name: text({ max: 200 }), memo: text({ max: 500 }), amount: { ...optional(money()), describe: 'What its parts are taken of, unless another amount is asked for.' },
  isReversing: { ...optional(boolean()), describe: 'Its entries are reversed on the first day of the month after.' },
  everyMonths: { ...optional(integer({ min: 1, max: 60 })), describe: 'A draft comes by itself every so many months, from `nextOn` on.' }, nextOn: optional(day()),
};
const lines = list(line, { min: 2, max: 200 });
type GivenLine = InputOf<{ line: typeof line }>['line'];
type Head = Partial<InputOf<typeof head>>;

function demandLines(given: readonly GivenLine[], named: ReadonlyMap<string, AccountRow>): void {
  given.forEach(({ accountId, fixed, part }, index) => {
    const account = named.get(accountId);
    if (!account?.isActive) throw fieldRefused(['lines', String(index), 'accountId'], 'id_unknown', { type: 'Account' });
    if (isControl(account)) throw ControlAccount({ account: account.code, name: account.name });
    if (!fixed === !part) throw fieldRefused(['lines', String(index), part ? 'part' : 'fixed'], 'one_side');
  });
}

const toKeep = ({ fixed, part, ...own }: GivenLine) => ({ ...own, fixedMinor: fixed ?? null, part: (part ?? null) as Rate | null });

const lineRows = (templateId: string, given: readonly GivenLine[], ctx: DecideContext): Change[] => given.map((each, index) => {
  const { accountId, description, isDebit, fixedMinor, part, customerId, supplierId, costCategoryId } = toKeep(each);
  return insert('JournalTemplateLine', {
    id: ctx.newId(), templateId, no: index + 1, accountId, description: description ?? null, isDebit, currencyCode: ctx.company.currencyCode, fixedMinor, part,
    customerId: customerId ?? null, supplierId: supplierId ?? null, costCategoryId: costCategoryId ?? null,
  });
});

function demandTurns({ everyMonths, nextOn }: Head): void {
  if ((everyMonths == null) !== (nextOn == null)) throw fieldRefused([everyMonths == null ? 'everyMonths' : 'nextOn'], 'required');
}

const refusals = [ControlAccount, TemplateUneven, TemplateNeedsAmount];
const nameTaken = (name: string | null | undefined, companyId: string) => sql`t."companyId" = ${companyId} AND t.name = ${name ?? null}`;

/** Whether it balances: with its own amount, or with any, where it has none. */
const demandEven = (name: string, amount: Minor | null, kept: readonly Pick<JournalTemplateLineRow, 'isDebit' | 'fixedMinor' | 'part'>[], currencyCode: string): unknown =>
  templateAmounts({ name, amountMinor: amount, currencyCode }, kept, amount ?? (kept.some(({ part }) => part !== null) ? (10n ** 15n as Minor) : null));

export const createJournalTemplate = action({
  name: 'createJournalTemplate', describe: 'Keeps how entries of a kind are written. With parts alone on either side it balances for any amount.', permission: 'journal.post',
  input: { ...head, lines }, refusals, payload: { journalTemplate: 'record:JournalTemplate' },
  load: async (tx, input, ctx) => ({ named: await loadNamed(tx, ctx, input.lines), taken: await selectRows(tx, 'JournalTemplate', nameTaken(input.name, ctx.company.id)) }),
  decide: ({ named, taken }, input, ctx) => {
    if (taken.length > 0) throw fieldRefused(['name'], 'taken');
    demandLines(input.lines, named);
    demandTurns(input);
    const { id: companyId, currencyCode } = ctx.company;
    demandEven(input.name, input.amount ?? null, input.lines.map(toKeep), currencyCode);
    const journalTemplate = ctx.newId();
    return {
      rows: [
        insert('JournalTemplate', {
          id: journalTemplate, companyId, name: input.name, memo: input.memo, currencyCode, amountMinor: input.amount ?? null, isReversing: input.isReversing ?? false,
          everyMonths: input.everyMonths ?? null, nextOn: input.nextOn ?? null,
        }),
        ...lineRows(journalTemplate, input.lines, ctx),
      ],
      events: [{ kind: 'journalTemplateCreated', subjectType: 'JournalTemplate', subjectId: journalTemplate, data: { name: input.name } }],
      result: { journalTemplate },
    };
  },
});

export const updateJournalTemplate = action({
  name: 'updateJournalTemplate', describe: 'Changes a template; entries that were made of it stay. Lines, when given, replace all.', permission: 'journal.post',
  input: { journalTemplateId: id('JournalTemplate'), version: integer(), ...head, name: optional(head.name), memo: optional(head.memo), isActive: optional(boolean()), lines: optional(lines) },
  refusals, payload: { journalTemplate: 'record:JournalTemplate' },
  load: async (tx, input, ctx) => ({
    row: await lockRow(tx, 'JournalTemplate', input.journalTemplateId), before: await selectRows(tx, 'JournalTemplateLine', sql`t."templateId" = ${input.journalTemplateId}`, { orderBy: sql`t.no` }),
    named: await loadNamed(tx, ctx, input.lines ?? []), taken: await selectRows(tx, 'JournalTemplate', sql`${nameTaken(input.name, ctx.company.id)} AND t.id <> ${input.journalTemplateId}`),
  }),
  decide: ({ row, before, named, taken }, input, ctx) => {
    if (taken.length > 0) throw fieldRefused(['name'], 'taken');
    if (input.lines) demandLines(input.lines, named);
    const after = {
      name: input.name ?? row.name, memo: input.memo ?? row.memo, amountMinor: input.amount === undefined ? row.amountMinor : input.amount, isReversing: input.isReversing ?? row.isReversing,
      everyMonths: input.everyMonths === undefined ? row.everyMonths : input.everyMonths, nextOn: input.nextOn === undefined ? row.nextOn : input.nextOn, isActive: input.isActive ?? row.isActive,
    };
    demandTurns(after);
    demandVersion('JournalTemplate', row, input.version, after, ctx.company.currencyCode);
    demandEven(after.name, after.amountMinor, input.lines?.map(toKeep) ?? before, row.currencyCode);
    return {
      rows: [
        update('JournalTemplate', row.id, { ...after, version: row.version + 1 }),
        ...(input.lines ? [...before.map((each) => remove('JournalTemplateLine', each.id)), ...lineRows(row.id, input.lines, ctx)] : []),
      ],
      events: [{ kind: 'journalTemplateUpdated', subjectType: 'JournalTemplate', subjectId: row.id, changes: changesOf('JournalTemplate', row, after, ctx.company.currencyCode) }],
      result: { journalTemplate: row.id },
    };
  },
});

const drafting = { payload: { manualJournal: 'record:ManualJournal' }, refusals: [TemplateUneven, TemplateNeedsAmount] } as const;

/** The rows and event of a draft made of a template. */
function drafted(template: Parameters<typeof templateAmounts>[0] & { id: string; memo: string; isReversing: boolean }, own: readonly JournalTemplateLineRow[],
  { effectiveOn, amount }: { effectiveOn: Parameters<typeof nextMonth>[0]; amount: Minor | null }, ctx: DecideContext) {
  const amounts = templateAmounts(template, own, amount);
  const manualJournal = ctx.newId();
  const kept = own.flatMap((each, index) => (amounts[index] ? [{ each, amount: amounts[index] }] : []));
  const reverseOn = template.isReversing ? nextMonth(effectiveOn) : null;
  demandAfter(effectiveOn, reverseOn);
  const total = sizeOf(kept.map(({ each, amount: signed }) => ({ accountId: each.accountId, ...(signed > 0n ? { debit: signed } : { credit: -signed as Minor }) })));
  return {
    manualJournal,
    rows: [
      journalRow(manualJournal, { effectiveOn, memo: template.memo, reverseOn, templateId: template.id, total }, ctx),
      ...kept.map(({ each, amount: amountMinor }, index) => insert('ManualJournalLine', {
        id: ctx.newId(), journalId: manualJournal, no: index + 1, accountId: each.accountId, description: each.description, currencyCode: ctx.company.currencyCode, amountMinor,
        customerId: each.customerId, supplierId: each.supplierId, orderId: null, productId: null, taxCodeId: null, costCategoryId: each.costCategoryId,
      })),
    ],
    event: { kind: 'manualJournalCreated', subjectType: 'ManualJournal', subjectId: manualJournal, data: { memo: template.memo, template: template.name } },
  };
}

export const draftFromTemplate = action({
  name: 'draftFromTemplate', describe: 'Drafts an entry of a template, of an amount and for a day.', permission: 'journal.post',
  input: { journalTemplateId: id('JournalTemplate'), effectiveOn: optional(day()), amount: optional(money()) }, ...drafting,
  load: async (tx, { journalTemplateId }) => ({
    template: await readRow(tx, 'JournalTemplate', journalTemplateId), own: await selectRows(tx, 'JournalTemplateLine', sql`t."templateId" = ${journalTemplateId}`, { orderBy: sql`t.no` }),
  }),
  decide: ({ template, own }, { effectiveOn, amount }, ctx) => {
    const { rows, event, manualJournal } = drafted(template, own, { effectiveOn: effectiveOn ?? ctx.today, amount: amount ?? null }, ctx);
    return { rows, events: [event], result: { manualJournal } };
  },
});

const draftDueTemplate = action({
  name: 'draftDueTemplate', describe: 'Drafts the entry of a template whose day has come.', permission: 'journal.post',
  input: { journalTemplateId: id('JournalTemplate') }, refusals: drafting.refusals, payload: { drafted: 'int' },
  load: async (tx, { journalTemplateId }) => ({
    template: await lockRow(tx, 'JournalTemplate', journalTemplateId), own: await selectRows(tx, 'JournalTemplateLine', sql`t."templateId" = ${journalTemplateId}`, { orderBy: sql`t.no` }),
  }),
  decide: ({ template, own }, _input, ctx) => {
    const { nextOn, everyMonths, isActive } = template;
    if (!isActive || !nextOn || !everyMonths || nextOn > ctx.today) return { rows: [], events: [], result: { drafted: 0 } };
    const made = drafted(template, own, { effectiveOn: nextOn, amount: null }, ctx);
    return {
      rows: [...made.rows, update('JournalTemplate', template.id, { nextOn: turnAfter(nextOn, everyMonths), version: template.version + 1 })],
      events: [made.event], result: { drafted: 1 },
    };
  },
});

/** Drafts all turns that are due, those missed too; a template that makes none is passed over. Gives how many were. */
export async function draftDueTemplates(db: Db, now: Date): Promise<number> {
  const ctx = await systemContext(db, now, 'JOB');
  const due = () => db.rows<{ id: string }>(sql`SELECT id FROM "JournalTemplate" WHERE "isActive" AND "nextOn" <= ${ctx.today} ORDER BY "nextOn", id`);
  const refused = new Set<string>();
  let count = 0;
  for (let rows = await due(); rows.some(({ id: each }) => !refused.has(each)); rows = await due()) {
    for (const { id: journalTemplateId } of rows.filter((row) => !refused.has(row.id))) {
      try {
        count += Number((await perform(draftDueTemplate, { journalTemplateId }, ctx)).result['drafted']);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.add(journalTemplateId);
      }
    }
  }
  return count;
}

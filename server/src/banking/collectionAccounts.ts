import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, choice, fraction, id, integer, json, list, moneyOrZero, object, optional, signedMoney, text } from '../shared/input.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { currencyExponent } from '../shared/money.ts';
import { insert, remove, update } from '../shared/write.ts';
import { mappingFrom } from './csvMapping.ts';
import { plainAccount } from '../bankFiles/parsed.ts';
import { CollectionAccountTaken, CollectionAccountUsed } from './refusals.ts';

export const saveCollectionAccount = action({
  name: 'saveCollectionAccount', permission: 'banking.manage',
  describe: 'Adds or changes an own account into which money is collected: of a bank, a till, a gateway. Each stands for one account of the ledger that holds money.',
  input: {
    collectionAccountId: optional(id('CollectionAccount')), version: optional(integer()), name: text({ max: 200 }), kind: choice('CollectionKind'), accountId: id('Account'),
    currencyCode: { ...optional(text({ max: 3, min: 3 })), describe: 'The company\'s when left out.' },
    bankAccountNo: { ...optional(text({ max: 42 })), describe: 'IBAN or number, as its statements name it.' }, bankName: optional(text({ max: 200 })), ownerId: optional(id('User')),
    low: { ...optional(signedMoney()), describe: 'Somebody is warned when its balance is below.' }, high: { ...optional(signedMoney()), describe: 'Somebody is warned when its balance is above.' },
    csvMapping: { ...optional(json()), describe: 'Which column of its CSV files holds what: { delimiter, decimal, dayForm, skip, bookedOn, amount or credit and debit, balance, text: [], payerName, payerAccount, reference }.' },
    autoThreshold: { ...optional(fraction()), describe: 'Lines are booked by themselves from this confidence on; 0.97 when left out.' },
    tolerance: { ...optional(moneyOrZero()), describe: 'How much less than owed counts as a slip, written off by itself.' }, isActive: optional(boolean()),
    returnFee: { ...optional(moneyOrZero()), describe: 'What its bank takes at most for a payment that comes back, in the same amount; 30.00 when left out.' },
    changeTolerance: { ...optional(fraction()), describe: 'How far money for debts in other currencies may be off the rate of its day; 0.025 when left out.' },
  },
  refusals: [CollectionAccountTaken, CollectionAccountUsed], payload: { collectionAccount: 'record:CollectionAccount' },
  load: async (tx, { collectionAccountId, accountId, ownerId }) => {
    const known = collectionAccountId ? await lockRow(tx, 'CollectionAccount', collectionAccountId) : null;
    const account = await readRow(tx, 'Account', accountId);
    if (!account.isCash) throw fieldRefused(['accountId'], 'account_not_cash');
    if (ownerId) await readRow(tx, 'User', ownerId);
    const others = await selectRows(tx, 'CollectionAccount', sql`t.id <> coalesce(${collectionAccountId ?? null}::uuid, '00000000-0000-0000-0000-000000000000')`);
    const statements = known ? await selectRows(tx, 'BankStatement', sql`t."collectionAccountId" = ${known.id}`) : [];
    const [booked] = known ? await tx.rows(sql`SELECT 1 FROM "JournalLine" l WHERE l."accountId" = ${known.accountId} AND l."currencyCode" = ${known.currencyCode} LIMIT 1`) : [];
    return { known, others, isUsed: statements.length > 0, isBooked: booked !== undefined };
  },
  decide: ({ known, others, isUsed, isBooked }, input, ctx) => {
    const currencyCode = (input.currencyCode ?? known?.currencyCode ?? ctx.company.currencyCode).toUpperCase();
    if (currencyExponent(currencyCode) === undefined) throw fieldRefused(['currencyCode'], 'currency_unknown');
    const bankAccountNo = input.bankAccountNo ? plainAccount(input.bankAccountNo) : null;
    if (input.low != null && input.high != null && input.low > input.high) throw fieldRefused(['high'], 'number_least', { least: 'low' });
    const taken = others.find((each) => each.accountId === input.accountId || (bankAccountNo && each.bankAccountNo === bankAccountNo && each.currencyCode === currencyCode));
    if (taken) throw CollectionAccountTaken({ name: taken.name });
    if (known && isUsed && (known.accountId !== input.accountId || known.currencyCode !== currencyCode)) throw CollectionAccountUsed({ name: known.name });
    // Money stands in it in its currency.
    if (known && isBooked && known.currencyCode !== currencyCode) throw CollectionAccountUsed({ name: known.name });
    const columns = {
      name: input.name, kind: input.kind, accountId: input.accountId, currencyCode, bankAccountNo, bankName: input.bankName ?? null, ownerId: input.ownerId ?? null, lowMinor: input.low ?? null, highMinor: input.high ?? null,
      ...(input.csvMapping === undefined ? {} : { csvMapping: input.csvMapping === null ? null : mappingFrom(input.csvMapping) }),
      ...(input.autoThreshold == null ? {} : { autoThreshold: input.autoThreshold }), ...(input.tolerance == null ? {} : { toleranceMinor: input.tolerance }), ...(input.returnFee == null ? {} : { returnFeeMinor: input.returnFee }), ...(input.changeTolerance == null ? {} : { changeTolerance: input.changeTolerance }), isActive: input.isActive ?? known?.isActive ?? true,
    };
    const collectionAccount = known?.id ?? ctx.newId();
    if (known) demandVersion('CollectionAccount', known, input.version, columns, ctx.company.currencyCode);
    const about = { subjectType: 'CollectionAccount', subjectId: collectionAccount };
    return {
      rows: [known ? update('CollectionAccount', known.id, { ...columns, version: known.version + 1 }) : insert('CollectionAccount', { csvMapping: null, ...columns, id: collectionAccount, companyId: ctx.company.id })],
      events: [known ? { kind: 'collectionAccountUpdated', ...about, changes: changesOf('CollectionAccount', known, columns, ctx.company.currencyCode) } : { kind: 'collectionAccountCreated', ...about, data: { name: input.name } }],
      result: { collectionAccount },
    };
  },
});

const rule = object('CollectionRuleInput', {
  method: optional(choice('PaymentMethod')), currencyCode: optional(text({ max: 3, min: 3 })), customerGroupId: optional(id('CustomerGroup')), collectionAccountId: id('CollectionAccount'),
});

export const setCollectionRules = action({
  name: 'setCollectionRules', permission: 'banking.manage',
  describe: 'Says into which account money goes where nobody names one, by method, currency and the customer\'s group: the first rule that fits. Replaces all rules.',
  input: { rules: list(rule, { max: 100 }) }, refusals: [], payload: { rules: 'int' },
  load: async (tx, { rules }) => {
    for (const each of rules) await readRow(tx, 'CollectionAccount', each.collectionAccountId);
    return selectRows(tx, 'CollectionRule', sql`TRUE`, { lock: true });
  },
  decide: (known, { rules }, ctx) => ({
    rows: [
      ...known.map((each) => remove('CollectionRule', each.id)),
      // Numbers go on, as those of the rules that fall are given up in the same statement.
      ...rules.map((each, index) => insert('CollectionRule', {
        id: ctx.newId(), companyId: ctx.company.id, no: Math.max(0, ...known.map(({ no }) => no)) + index + 1, method: each.method ?? null, currencyCode: each.currencyCode?.toUpperCase() ?? null,
        customerGroupId: each.customerGroupId ?? null, collectionAccountId: each.collectionAccountId,
      })),
    ],
    events: [{ kind: 'collectionRulesSet', subjectType: 'Company', subjectId: ctx.company.id, data: { rules: rules.length } }],
    result: { rules: rules.length },
  }),
});

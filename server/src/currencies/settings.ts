// In which currencies the firm trades, and how their rates are used.
import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, currency, integer, optional } from '../shared/input.ts';
import { changesOf, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { usualRule } from './rates.ts';

const permission = 'currencies.manage';

export const setTradingCurrency = action({
  name: 'setTradingCurrency', permission, describe: 'Begins to trade in a currency, or ends it: what is open in it stays.',
  input: { code: currency(), isActive: { ...optional(boolean()), describe: 'True when left out.' } }, refusals: [], payload: { tradingCurrency: 'record:TradingCurrency' },
  load: async (tx, { code }, ctx) => (await selectRows(tx, 'TradingCurrency', sql`t."companyId" = ${ctx.company.id} AND t.code = ${code}`, { lock: true }))[0],
  decide: (known, { code, isActive: given }, ctx) => {
    if (code === ctx.company.currencyCode) throw fieldRefused(['code'], 'currency_own');
    const isActive = given ?? true;
    const tradingCurrency = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('TradingCurrency', known.id, { isActive, version: known.version + 1 }) : insert('TradingCurrency', { id: tradingCurrency, companyId: ctx.company.id, code, isActive })],
      events: [{ kind: isActive ? 'currencyTraded' : 'currencyEnded', subjectType: 'TradingCurrency', subjectId: tradingCurrency, data: { currency: code } }],
      result: { tradingCurrency },
    };
  },
});

export const setCurrencyRule = action({
  name: 'setCurrencyRule', permission, describe: 'How many days old a rate may be, and whether prices of the company\'s currency are converted where no list is in a document\'s.',
  input: { maxAgeDays: optional(integer({ max: 366 })), convertsPrices: optional(boolean()) }, refusals: [], payload: { currencyRule: 'record:CurrencyRule' },
  load: async (tx, _input, ctx) => (await selectRows(tx, 'CurrencyRule', sql`t."companyId" = ${ctx.company.id}`, { lock: true }))[0],
  decide: (known, { maxAgeDays, convertsPrices }, ctx) => {
    const before = known ?? { id: '', companyId: ctx.company.id, version: 0, ...usualRule };
    const columns = { maxAgeDays: maxAgeDays ?? before.maxAgeDays, convertsPrices: convertsPrices ?? before.convertsPrices };
    const currencyRule = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('CurrencyRule', known.id, { ...columns, version: known.version + 1 }) : insert('CurrencyRule', { id: currencyRule, companyId: ctx.company.id, ...columns })],
      events: [{ kind: 'currencyRuleSet', subjectType: 'CurrencyRule', subjectId: currencyRule, changes: changesOf('CurrencyRule', before, columns, ctx.company.currencyCode) }],
      result: { currencyRule },
    };
  },
});

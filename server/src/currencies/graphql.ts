import sql from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { day } from '../shared/input.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { enterRate, importRates, loadRateFile, rateFileInput } from './enterRates.ts';
import { loadRates, rateOn, usualRule } from './rates.ts';
import { exchangeDifferences, missingRates } from './reports.ts';
import { demandLastOfDay, revalue, reverseRevaluation } from './revalue.ts';
import { setCurrencyRule, setTradingCurrency } from './settings.ts';
import { loadStanding, valued } from './valuation.ts';

const permission = 'currencies.read';
const last = (t: string, field: 'rate' | 'ratedOn') => sql`(SELECT l.${field === 'rate' ? sql`rate` : sql`"ratedOn"`} FROM ${rateOn(sql`${col(t, 'code')}`, todaySql)} l)`;

entity('TradingCurrency', {
  permission, describe: 'A currency beside its own in which the firm quotes, invoices and is paid.',
  fields: {
    code: column(), isActive: column(), version: column(),
    rate: expression('fx', (t) => last(t, 'rate'), { nullable: true, describe: 'The last rate known: company money per unit.' }),
    ratedOn: expression('day', (t) => last(t, 'ratedOn'), { nullable: true, describe: 'The day of the last rate.' }),
    isOld: expression('boolean', (t) => sql`coalesce(${todaySql} - ${last(t, 'ratedOn')} > coalesce((SELECT r."maxAgeDays" FROM "CurrencyRule" r WHERE r."companyId" = ${col(t, 'companyId')}), ${usualRule.maxAgeDays}::int), TRUE)`,
      { describe: 'There is no rate that may be used today.' }),
    customers: expression('int', (t) => sql`(SELECT count(*)::int FROM "Customer" c WHERE c."currencyCode" = ${col(t, 'code')})`, { describe: 'Whose currency it is.' }),
  },
  manies: { rates: pages('ExchangeRate', 'tradingCurrencyId'), timeline: timelineOf() },
  listing: { field: 'tradingCurrencies', defaultOrder: 'CODE_ASC', orderBy: { CODE: 'code', RATED_ON: 'ratedOn' }, search: ['code'], describe: 'Currencies that the firm trades in.' },
});
entity('CurrencyRule', {
  permission, describe: 'How rates are used.', fields: { maxAgeDays: column(), convertsPrices: column(), version: column() }, manies: { timeline: timelineOf() },
  listing: { field: 'currencyRules', defaultOrder: 'MAX_AGE_DAYS_ASC', orderBy: { MAX_AGE_DAYS: 'maxAgeDays' } },
});
entity('ExchangeRate', {
  permission, describe: 'What a unit of a currency was worth on a day, in company money; of one day the one entered last counts.',
  fields: {
    currencyCode: column(), ratedOn: column(), rate: column(), source: column(), fileName: column(), enteredByName: column(), recordedAt: column(),
    isStanding: expression('boolean', (t) => sql`NOT EXISTS (SELECT FROM "ExchangeRate" n WHERE n."currencyCode" = ${col(t, 'currencyCode')} AND n."ratedOn" = ${col(t, 'ratedOn')} AND n.sequence > ${col(t, 'sequence')})`,
      { describe: 'No later one corrects it.' }),
  },
  ones: { currency: one('TradingCurrency', 'tradingCurrencyId') },
  listing: { field: 'exchangeRates', defaultOrder: 'RATED_ON_DESC', orderBy: { RATED_ON: 'ratedOn', RATE: 'rate', RECORDED_AT: 'recordedAt', CURRENCY_CODE: 'currencyCode' }, search: ['currencyCode', 'fileName', 'enteredByName'], describe: 'Rates by day, corrections among them.' },
});
entity('Revaluation', {
  permission: 'journal.read', describe: 'What is open and held in other currencies, valued at the end of a day and mirrored on the next.',
  fields: { number: column(), valuedOn: column(), currencyCode: column(), gain: money(undefined, { describe: 'Unrealised; a loss is negative.' }), status: column(), reversedOn: column(), reason: column(), recordedByName: column(), recordedAt: column() },
  ones: { entry: one('JournalEntry', 'entryId'), mirrorEntry: one('JournalEntry', 'mirrorEntryId') },
  manies: { lines: lines('RevaluationLine', 'revaluationId'), entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: { field: 'revaluations', defaultOrder: 'VALUED_ON_DESC', orderBy: { VALUED_ON: 'valuedOn', NUMBER: 'number', GAIN: 'gain' }, search: ['number'] },
});
entity('RevaluationLine', {
  permission: 'journal.read',
  fields: {
    no: column(), name: column(), currencyCode: column(), amount: money(undefined, { describe: 'Open or held; debit positive.' }), rate: column(), ratedOn: column(),
    booked: money(undefined, { currency: 'company' }), value: money(undefined, { currency: 'company' }), gain: money(undefined, { currency: 'company' }),
  },
  ones: { revaluation: one('Revaluation', 'revaluationId'), openItem: one('OpenItem', 'openItemId'), account: one('Account', 'accountId') },
});
recordActions('Revaluation', { revaluation: itself('Revaluation'), later: rowsFact('Revaluation', (t) => sql`f."valuedOn" = ${col(t, 'valuedOn')} AND f.status = 'POSTED' AND f.number > ${col(t, 'number')}`) },
  ({ revaluation, later }) => [recordAction('reverseRevaluation', 'journal.post', () => demandLastOfDay(revaluation, later[0]?.number))]);
recordActions('TradingCurrency', {}, () => [recordAction('enterRate', 'currencies.manage', () => undefined), recordAction('setTradingCurrency', 'currencies.manage', () => undefined)]);

reportType('MissingRate', 'Days on which a currency has no rate that may be used.', { code: 'text', from: 'day', to: 'day', documents: 'int' });
reportQuery('missingRates', { describe: 'Days without a usable rate since a day, by currency, with the orders placed on them.', permission, type: 'MissingRate', list: true, report: missingRates });
reportType('RatePreview', 'A rate as a file tells it, and whether it is taken: NEW, SAME, CORRECTION, NOT_TRADED, FUTURE or BAD.', { line: 'int', currency: 'text', day: 'day?', text: 'text', rate: 'fx?', before: 'fx?', standing: 'text' });
reportType('RateFilePreview', 'What importing a file would take.', { source: 'enum:RateSource', taken: 'int', known: 'int', left: 'int', rates: 'reports:RatePreview' });
reportQuery('previewRates', {
  describe: 'What importing a file of rates would take; nothing is written. Those taken first, 500 at most.', permission: 'currencies.manage', args: rateFileInput, type: 'RateFilePreview',
  resolve: async ({ content }, ctx) => {
    const { file, rates } = await loadRateFile(ctx.db, content, ctx);
    const is = (...standings: string[]) => rates.filter(({ standing }) => standings.includes(standing));
    const ordered = [...is('NEW', 'CORRECTION'), ...is('BAD', 'FUTURE'), ...is('SAME'), ...is('NOT_TRADED')];
    return {
      source: file.source, taken: is('NEW', 'CORRECTION').length, known: is('SAME').length, left: is('BAD', 'FUTURE', 'NOT_TRADED').length,
      rates: ordered.slice(0, 500).map(({ line, code, on, text, rate, before, standing }) => ({ line, currency: code, day: on, text, rate, before, standing })),
    };
  },
});
reportType('RevaluationPreviewLine', 'An open item or an account of money as a revaluation would value it.', {
  name: 'text', openItem: 'record:OpenItem?', currency: 'text', amount: 'money', rate: 'fx', ratedOn: 'day', booked: 'money', value: 'money', gain: 'money',
});
reportType('RevaluationPreview', 'What a revaluation would post.', { valuedOn: 'day', gain: 'money', lines: 'reports:RevaluationPreviewLine' });
reportQuery('previewRevaluation', {
  describe: 'What is open and held in other currencies on a day, as booked and at the day\'s rate; nothing is written.', permission: 'journal.read', args: { valuedOn: day() }, type: 'RevaluationPreview', nullable: true,
  resolve: async ({ valuedOn }, ctx) => {
    const found = valued(await loadStanding(ctx.db, valuedOn, ctx), valuedOn, await loadRates(ctx.db, ctx, [valuedOn]), ctx);
    return {
      valuedOn, gain: plus(zero, ...found.map(({ gain }): Minor => gain)),
      lines: found.map(({ name, openItemId, currencyCode, amount, rate, ratedOn, booked, value, gain }) => ({ name, openItem: openItemId, currency: currencyCode, amount: { minor: amount, currencyCode }, rate, ratedOn, booked, value, gain })),
    };
  },
});
reportType('ExchangeDifference', 'Gains of a currency and a party; losses negative. Without a currency: what no document tells.', { currency: 'text?', customer: 'record:Customer?', supplier: 'record:Supplier?', name: 'text', realised: 'money', unrealised: 'money' });
reportType('ExchangeDifferences', 'Exchange differences between two days: accounts 7000 and 7010.', { from: 'day', to: 'day', rows: 'reports:ExchangeDifference', realised: 'money', unrealised: 'money' });
reportQuery('exchangeDifferences', { describe: 'Realised and unrealised exchange differences by currency and party between two days; ties to accounts 7000 and 7010.', permission: 'journal.read', type: 'ExchangeDifferences', report: exchangeDifferences });

mutations(setTradingCurrency, setCurrencyRule, enterRate, importRates, revalue, reverseRevaluation);

// What the firm needs to sell in euros and Canadian dollars: customers there, a list of prices, rates by day. It has not done so yet:
// `explore` adds up amounts of one currency alone.
import { enterRate, importRates } from '../../../server/src/currencies/enterRates.ts';
import { setCurrencyRule } from '../../../server/src/currencies/settings.ts';
import { assignPriceList } from '../../../server/src/pricing/assignPriceList.ts';
import { createPriceList } from '../../../server/src/pricing/savePriceList.ts';
import { setPrices } from '../../../server/src/pricing/setPrices.ts';
import type { Day } from '../../../server/src/shared/time.ts';
import { seeded } from '../assumptions.ts';
import { step, type Firm, type Step } from './firm.ts';

/** What a unit was worth around that time, in ten-thousandths of a dollar, and by how much it goes up and down. */
const currencies = [{ code: 'EUR', about: 10_860, swing: 180 }, { code: 'CAD', about: 7_240, swing: 90 }];
const RATED_DAYS = 46;

const rateOf = (about: number, swing: number, code: string, ago: number): string => {
  const wave = Math.round(swing * Math.sin(ago / 9));
  return ((about + wave + (seeded(`rate ${code} ${ago}`) % 40) - 20) / 10_000).toFixed(4);
};
const isWorkday = (on: Day): boolean => ![0, 6].includes(new Date(`${on}T12:00:00Z`).getUTCDay());

/** The rates of working days, as a bank hands them out. */
function rateFile(firm: Firm, from: number, to: number): string {
  const days = Array.from({ length: from - to + 1 }, (_, index) => from - index).filter((ago) => ago === from || isWorkday(firm.day(ago)));
  const rows = days.flatMap((ago) => currencies.map(({ code, about, swing }) => `${code},${firm.day(ago)},${rateOf(about, swing, code, ago)}`));
  return ['currency,day,rate', ...rows].join('\n');
}

export const abroad: Step[] = [
  step(46, async (firm) => {
    await firm.act(setCurrencyRule, 'currency rule', 46, { maxAgeDays: 366, convertsPrices: true }, 'CONTROLLER');
    await firm.act(importRates, 'rates before', 46, { content: rateFile(firm, RATED_DAYS, RATED_DAYS), fileName: 'rates.csv' }, 'CONTROLLER');
    const { priceList: priceListId = '' } = await firm.act(createPriceList, 'list euro', 46, { name: 'Europe, in euros', currencyCode: 'EUR', validFrom: firm.day(46) });
    await firm.act(setPrices, 'prices euro', 46, { priceListId, prices: [{ productId: await firm.of('Product', 'HS-711'), fromQuantity: '0', unitPrice: '10.90' }] });
    await firm.act(assignPriceList, 'assign euro', 46, { priceListId, customerId: await firm.of('Customer', 'HANSE') });
  }),
  ...[30, 16, 1].map((ago, at) => step(ago, (firm: Firm) => firm.act(importRates, `rates ${ago}`, ago, { content: rateFile(firm, [45, 29, 15][at] ?? ago, ago), fileName: 'rates.csv' }, 'CONTROLLER'))),
  step(1, (firm) => firm.act(enterRate, 'rate corrected', 1, { currencyCode: 'EUR', ratedOn: firm.day(15), rate: rateOf(10_871, 180, 'EUR', 15) }, 'CONTROLLER')),
];

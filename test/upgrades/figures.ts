import type { Ask, Data } from './ask.ts';

const on = '1998-05-07';
const money = '{ amount currencyCode }';
const questions = `{
  trialBalance(on: "${on}") { debit ${money} credit ${money} rows { code balance ${money} } }
  receivablesByAge(on: "${on}") { totals { balance ${money} } }
  payablesByAge(on: "${on}") { total { balance ${money} } }
  stockLevels { totalCount totals { onHand reserved available backordered incoming value ${money} } }
  stockMoves { totalCount totals { quantity value ${money} } }
  orders { totalCount totals { gross ${money} total ${money} open ${money} } }
  invoices { totalCount totals { balance ${money} net ${money} open ${money} } }
  payments { totalCount totals { amount ${money} unapplied ${money} } }
  bills { totalCount totals { total ${money} open ${money} } }
  purchaseOrders { totalCount }
  shipments { totalCount }
  customers { totalCount }
  products { totalCount }
  users { totalCount }
  apiKeys { totalCount }
  events { totalCount }
}`;

/** What a firm's figures are, through the API: of it nothing is ever removed, so every later version can be asked the same. */
export const figuresOf = (ask: Ask): Promise<Data> => ask(questions);

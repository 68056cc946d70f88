import users from './users.json';
import events from './events.json';
import approvals from './approvals.json';
import apiKeys from './apiKeys.json';
import customers from './customers.json';
import explore from './explore.json';
import kit from './kit.json';
import orders from './orders.json';
import shipments from './shipments.json';
import live from './live.json';
import money from './money.json';
import ra from './ra.json';
import stock from './stock.json';

/** The English texts, one file per domain: add yours here. */
export const en = { ...ra, ...kit, ...live, ...customers, ...orders, ...shipments, ...explore, ...apiKeys, ...approvals, ...events, ...users, ...money, ...stock };

// Beyond the files: a firm with several places, perishable goods, a kitchen of its own, suppliers with a record, prices of many
// kinds, deliveries, quotations and letters, contracts, other currencies, the bank and the books. Only where dates are moved to today: the company of 1996 to 1998 stays as the files have it.
import { systemContext } from '../../../server/src/context.ts';
import { expireAll } from '../../../server/src/inventory/expireStock.ts';
import { raiseExpiryAlerts } from '../../../server/src/inventory/expiryAlerts.ts';
import { lookAhead } from '../../../server/src/replenishment/lookAhead.ts';
import { perform } from '../../../server/src/shared/perform.ts';
import type { Day } from '../../../server/src/shared/time.ts';
import type { NorthwindOrder } from '../files.ts';
import type { Masters } from '../masters.ts';
import type { Demo } from '../run.ts';
import { abroad } from './abroad.ts';
import { agreeing } from './agreeing.ts';
import { arrangements } from './arrangements.ts';
import { arrears } from './arrears.ts';
import { bank } from './bank.ts';
import { buying } from './buying.ts';
import { carrying } from './carrying.ts';
import { closing } from './closing.ts';
import { commissions } from './commissions.ts';
import { crediting } from './crediting.ts';
import { dispatch } from './dispatch.ts';
import { firmOf, inOrder } from './firm.ts';
import { importing } from './importing.ts';
import { kitchen } from './kitchen.ts';
import { letters, postLetters } from './letters.ts';
import { foundBeyond } from './masters.ts';
import { payables } from './payables.ts';
import { people } from './people.ts';
import { places } from './places.ts';
import { pricing } from './pricing.ts';
import { profit } from './profit.ts';
import { quoting } from './quoting.ts';
import { recent, tins } from './recent.ts';
import { styles } from './styles.ts';
import { teamwork } from './teamwork.ts';
import { year, yearOfOrders } from './year.ts';

/** On which day, counted from the last, goods and places were made; and from when on steps come after the orders of the lanes. */
const foundedAgo = 390;
const recentAgo = 48;

export interface Beyond {
  /** Orders for the lanes of the files' orders. */
  orders: NorthwindOrder[];
  /** What happened before them, and what after. */
  before(): Promise<void>;
  after(): Promise<void>;
  /** What the server does by itself each night. */
  night(): Promise<void>;
}

export function beyond(demo: Demo, masters: Masters, lastDay: Day, progress: (line: string) => void): Beyond {
  const firm = firmOf(demo, lastDay);
  const steps = [
    ...year, tins, ...recent, ...places, ...kitchen, ...buying, ...payables, ...pricing, ...styles, ...dispatch, ...carrying, ...quoting, ...profit, ...teamwork, ...letters, ...agreeing,
    ...people, ...abroad, ...arrangements, ...arrears, ...bank, ...commissions, ...crediting, ...closing, importing,
  ];
  return {
    orders: yearOfOrders(lastDay),
    before: async () => {
      progress('Further goods, places and partners, and a year of purchases');
      await foundBeyond(firm, masters, foundedAgo);
      await inOrder(firm, steps.filter(({ ago }) => ago >= recentAgo));
    },
    after: async () => {
      progress('The last weeks: stock, purchasing, kitchen and bills');
      await inOrder(firm, steps.filter(({ ago }) => ago < recentAgo));
      await postLetters(firm);
    },
    night: async () => {
      const ctx = await systemContext(demo.ctx.db, demo.ctx.now, 'JOB');
      await expireAll(ctx);
      await perform(raiseExpiryAlerts, {}, ctx);
      await lookAhead(demo.ctx.db, demo.ctx.now);
    },
  };
}

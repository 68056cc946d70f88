// Pure: goods of a supplier's paper in both currencies.
import type { LineDraft } from '../accounting/post.ts';
import { originally, type PaperMoney } from '../currencies/paperMoney.ts';
import { minus, zero, type Minor } from '../shared/money.ts';

interface Goods { cleared: Minor; net: Minor; worth: Minor }
/**
 * Goods of a paper: what they were received at, and what they are worth beyond that. Where nothing was received the rest bears the
 * paper's own money, so that the entry balances in both.
 */
export function goodsSides({ cleared, net, worth }: Goods, money: PaperMoney): { received: Pick<LineDraft, 'amount' | 'original'>; rest: Pick<LineDraft, 'amount' | 'original'> } {
  const told = originally(net, money);
  const isReceived = cleared !== zero;
  return { received: { amount: cleared, ...(isReceived ? told : {}) }, rest: { amount: minus(worth, cleared), ...(isReceived ? {} : told) } };
}

// What is settled while an undoing waits for a lock is undone with it.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import '../../server/src/schema.ts';
import { createRefund, payRefund, reverseRefund } from '../../server/src/charges/refunds.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let other: pg.Client;
beforeAll(async () => {
  firm = await startTrade();
  other = new pg.Client({ connectionString: firm.database.url });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await firm.close();
});

test('money applied to a refund while its reversal waits is on account again', async () => {
  const customerId = await firm.customer();
  const credit = async () => {
    const { payment = '' } = await firm.act(recordPayment, { customerId, amount: '10', method: 'BANK' });
    return (await firm.one<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Payment" WHERE id = ${payment}::uuid`)).id;
  };
  const first = await credit();
  const { refund = '' } = await firm.act(createRefund, { customerId, reason: 'OVERPAYMENT', parts: [{ creditItemId: globalId('OpenItem', first) }] });
  const refundId = globalId('Refund', refund);
  await firm.act(payRefund, { refundId });
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Allocation" WHERE "creditItemId" = ${first}::uuid`);
  await firm.act(unapply, { allocationId: globalId('Allocation', id), reason: 'Another one' });
  const second = await credit();

  await other.query('BEGIN');
  await other.query('SELECT FROM "OpenItem" WHERE id = $1 FOR UPDATE', [first]);
  const reversing = firm.act(reverseRefund, { refundId, reason: 'It came back' });
  await expect.poll(async () => (await other.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).rowCount).toBe(1);
  await firm.act(allocate, { creditItemId: globalId('OpenItem', second), oldestFirst: true });
  await other.query('COMMIT');
  await reversing;

  expect(await firm.db.rows(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "customerId" = ${uuid(customerId)}::uuid ORDER BY id`)).toEqual([{ open: '-1000' }, { open: '0' }, { open: '-1000' }]);
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

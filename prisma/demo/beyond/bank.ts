// The bank: accounts into which money comes, a statement of the last week, what was found of it by itself and what waits.
import sql from 'sql-template-tag';
import { saveCollectionAccount, setCollectionRules } from '../../../server/src/banking/collectionAccounts.ts';
import { importStatement } from '../../../server/src/banking/importStatement.ts';
import { matchAccount } from '../../../server/src/banking/matchWaiting.ts';
import { signReconciliation } from '../../../server/src/banking/reconcile.ts';
import { saveStatementRule } from '../../../server/src/banking/textRules.ts';
import { explainUnapplied } from '../../../server/src/banking/unapplied.ts';
import { systemContext } from '../../../server/src/context.ts';
import { recordPayment } from '../../../server/src/payments/recordPayment.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { keepAttachment } from '../../../server/src/work/attachments.ts';
import { instantOf } from '../assumptions.ts';
import { step, type Firm, type Step } from './firm.ts';
import { ibans } from './goods.ts';
import { kept, uuid } from './trading.ts';

const own = ibans.own.iban.replaceAll(' ', '');
const comma = (minor: bigint): string => `${minor / 100n},${String(minor % 100n).padStart(2, '0')}`;
const swiftDay = (day: string): string => day.slice(2).replaceAll('-', '');

interface Line { ago: number; minor: bigint; text: string; payer?: string }

/** A statement in the form of SWIFT (MT940), as a bank sends it. */
function statementOf(firm: Firm, no: number, opening: bigint, from: number, to: number, lines: readonly Line[]): { content: string; closing: bigint } {
  const closing = lines.reduce((sum, { minor }) => sum + minor, opening);
  const told = lines.toSorted((a, b) => b.ago - a.ago).flatMap(({ ago, minor, text, payer }, index) => [
    `:61:${swiftDay(firm.day(ago))}${minor < 0n ? 'D' : 'C'}${comma(minor < 0n ? -minor : minor)}NTRFNONREF//B${no}${index}`, `:86:166?20${text}${payer ? `?32${payer}` : ''}`,
  ]);
  return { closing, content: [`:20:ST${no}`, `:25:${own}`, `:28C:${no}/1`, `:60F:C${swiftDay(firm.day(from))}USD${comma(opening)}`, ...told, `:62F:C${swiftDay(firm.day(to))}USD${comma(closing)}`, ''].join('\n') };
}

async function* piece(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** Takes a statement in, and looks what its lines are. */
async function takeIn(firm: Firm, no: number, ago: number, content: string): Promise<void> {
  const { ctx } = firm.demo;
  const accountId = kept(firm, 'house bank');
  const at = { ...await systemContext(ctx.db, instantOf(firm.day(ago), -60), 'JOB'), today: firm.day(ago), pinsClock: true };
  const { id: attachmentId } = await keepAttachment({ ...at, viewer: ctx.viewer }, { subject: { type: 'CollectionAccount', uuid: uuid(accountId) }, fileName: `statement-${no}.sta`, chunks: piece(content), bytesMax: 100_000, key: `demo statement ${no}` });
  await firm.act(importStatement, `statement ${no}`, ago, { attachmentId: globalId('Attachment', attachmentId) }, 'CONTROLLER');
  await matchAccount(at, uuid(accountId));
}

/** What came and went at the bank between two days, as the books have it. */
const booked = (firm: Firm, from: number, to: number) => firm.rows<{ ago: number; minor: string; text: string; payer: string | null }>(sql`SELECT (${firm.lastDay}::date - e."effectiveOn")::int AS ago, sum(l."companyMinor")::text AS minor,
    coalesce(p.reference, p.number, e.memo, '') AS text, coalesce(c.name, s.name) AS payer
  FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" JOIN "Account" a ON a.id = l."accountId" AND a.code = '1000' LEFT JOIN "Payment" p ON p.id = e."sourceId" LEFT JOIN "Customer" c ON c.id = p."customerId" LEFT JOIN "Supplier" s ON s.id = p."supplierId"
  WHERE e."effectiveOn" BETWEEN ${firm.day(from)} AND ${firm.day(to)} AND l."currencyCode" = ${firm.demo.ctx.company.currencyCode} GROUP BY e.id, p.id, c.id, s.id HAVING sum(l."companyMinor") <> 0 ORDER BY e."effectiveOn", coalesce(p.number, e.memo)`);

export const bank: Step[] = [
  step(9, async (firm) => {
    const { collectionAccount = '' } = await firm.act(saveCollectionAccount, 'house bank', 9, {
      name: 'House bank', kind: 'BANK', accountId: await firm.of('Account', '1000'), bankAccountNo: ibans.own.iban, bankName: 'Elliott Bay Bank', low: '10000.00', tolerance: '0.50',
    }, 'CONTROLLER');
    firm.kept.set('house bank', collectionAccount);
    const { collectionAccount: till = '' } = await firm.act(saveCollectionAccount, 'till', 9, { name: 'Till of the shop', kind: 'CASH', accountId: await firm.of('Account', '1010'), high: '2000.00' }, 'CONTROLLER');
    await firm.act(setCollectionRules, 'collection rules', 9, { rules: [{ method: 'CASH', collectionAccountId: till }, { collectionAccountId: collectionAccount }] }, 'CONTROLLER');
    await firm.act(saveStatementRule, 'text rule', 9, { name: 'Fees of the bank', contains: 'ACCOUNT FEE', isIn: false, accountId: await firm.of('Account', '5400'), isAutomatic: true }, 'CONTROLLER');
  }),
  step(3, async (firm) => {
    const known = await booked(firm, 8, 4);
    const open = await firm.rows<{ number: string; minor: string; name: string }>(sql`SELECT i.number, o."openMinor"::text AS minor, c.name FROM "OpenItem" o JOIN "Invoice" i ON i."openItemId" = o.id JOIN "Customer" c ON c.id = o."customerId"
      WHERE i.kind = 'INVOICE' AND o."openMinor" = o."amountMinor" AND o."openMinor" > 20000 AND o."currencyCode" = ${firm.demo.ctx.company.currencyCode} AND o."dueOn" BETWEEN ${firm.day(30)} AND ${firm.day(-20)} ORDER BY o."dueOn", i.number LIMIT 4`);
    const [whole, short, vague] = open;
    const fresh: Line[] = [
      { ago: 4, minor: -1850n, text: 'ACCOUNT FEE OF THE MONTH' }, { ago: 5, minor: 43_120n, text: 'THANK YOU', payer: 'R MARTINEZ' },
      ...(whole ? [{ ago: 6, minor: BigInt(whole.minor), text: `INVOICE ${whole.number}`, payer: whole.name }] : []),
      ...(short ? [{ ago: 5, minor: BigInt(short.minor) - 1800n, text: `${short.number} LESS BANK CHARGES`, payer: short.name }] : []),
      ...(vague ? [{ ago: 4, minor: 25_000n, text: 'ON ACCOUNT', payer: vague.name }] : []),
    ];
    const [before] = await firm.rows<{ minor: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS minor FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '1000' WHERE l."effectiveOn" < ${firm.day(8)}`);
    const { content } = statementOf(firm, 1, BigInt(before?.minor ?? '0'), 8, 4, [...known.map(({ ago, minor, text, payer }) => ({ ago, minor: BigInt(minor), text, ...(payer ? { payer } : {}) })), ...fresh]);
    await takeIn(firm, 1, 3, content);
  }),
  // All of the statement but its last days is signed: what stands outside of it is listed with it.
  step(2, async (firm) => firm.act(signReconciliation, 'reconciliation', 2, { collectionAccountId: kept(firm, 'house bank'), endsOn: firm.day(7) }, 'CONTROLLER')),
  // Money that waits to be applied, and why.
  step(2, async (firm) => {
    const { payment = '' } = await firm.act(recordPayment, 'on account', 2, { customerId: await firm.of('Customer', 'HARBR'), amount: '750.00', method: 'BANK', reference: 'Towards the season' }, 'COLLECTOR');
    const [row] = await firm.rows<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Payment" WHERE id = ${uuid(payment)}::uuid`);
    await firm.act(explainUnapplied, 'why on account', 2, { openItemId: globalId('OpenItem', row?.id ?? ''), reason: 'PREPAYMENT', note: 'They order the honey for spring next week.', targetOn: firm.day(-12) }, 'COLLECTOR');
  }),
];

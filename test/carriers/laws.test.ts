// Whatever is done to deliveries, labels and parcels in whichever order, with a carrier on its worst days: no label is sold twice,
// what is kept is what was told, and the books bear what the labels cost.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askRates } from '../../server/src/carriers/askRates.ts';
import { buyLabels, cancelLabel, retryLabel } from '../../server/src/carriers/labels.ts';
import { noteTracking, trackParcel } from '../../server/src/carriers/parcels.ts';
import { recordTracking } from '../../server/src/carriers/recordTracking.ts';
import { simulationShape, toldBy, wayOf } from '../../server/src/carriers/simulation.ts';
import { watchParcels } from '../../server/src/carriers/watchParcels.ts';
import { cancelDelivery } from '../../server/src/fulfilment/changeDelivery.ts';
import { confirmDelivered, revokeDelivered } from '../../server/src/fulfilment/confirmDelivered.ts';
import { packDelivery } from '../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../server/src/fulfilment/pickDelivery.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { stepBackDelivery } from '../../server/src/fulfilment/stepBackDelivery.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform } from '../../server/src/shared/perform.ts';
import { minor } from '../../server/src/shared/money.ts';
import { parseQuantity, units } from '../../server/src/shared/quantity.ts';
import { addDays } from '../../server/src/shared/time.ts';
import { groupOf, seedGroups } from '../support/seeds.ts';
import { sql, uuid } from '../support/trade.ts';
import { openYard, type Yard } from './support.ts';

const STEPS = 40;
const FEW = 6;
const worst = simulationShape.parse({ seed: 'worst', faults: 20, answersLost: 15, late: 40, lost: 10, exceptions: 40, returned: 10, wrongWeights: 30, doubles: 60 });

let yard: Yard;
let carrier: string;
beforeAll(async () => {
  yard = await openYard();
  carrier = await yard.carrier({ simulation: worst, timeoutMs: 100 });
});
afterAll(() => yard.close());

/** Numbers that look drawn by chance, the same for a seed. */
function drawing(seed: number) {
  let state = seed * 2_654_435_761 % 4_294_967_296;
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

it.each(process.env.HESABU_SEQUENCES ? seedGroups(1).flat() : groupOf(1, FEW))('sequence %i leaves what verify finds true', async (seed) => {
  const draw = drawing(seed);
  const { firm } = yard;
  const { delivery } = await yard.packed([{ weight: '2', quantity: '2' }, { weight: '1', quantity: '1' }]);
  const labels = () => firm.db.rows<{ id: string; trackingNumber: string | null }>(sql`SELECT id, "trackingNumber" FROM "ParcelLabel" WHERE "deliveryId" = ${uuid(delivery)}::uuid ORDER BY id`);
  const someLabel = async () => { const all = await labels(); return globalId('ParcelLabel', all[draw(all.length || 1)]?.id ?? uuid(delivery)); };
  const later = (hours: number) => {
    yard.clock.now = new Date(yard.clock.now.getTime() + hours * 3_600_000);
    firm.day = addDays(yard.clock.now.toISOString().slice(0, 10) as typeof firm.day, 0);
  };
  /** The carrier tells what it knows, in pieces, some of it again. */
  const storm = async () => {
    const sold = await firm.db.rows<{ trackingNumber: string; soldAt: Date; days: number; weight: string }>(sql`SELECT "trackingNumber", "soldAt", days, weight::text FROM "SimulatedLabel" WHERE "carrierId" = ${uuid(carrier)}::uuid AND "cancelledAt" IS NULL`);
    const told = sold.flatMap((each) => toldBy(worst, wayOf(worst, { ...each, weight: parseQuantity(each.weight) ?? units(0) }), yard.clock.now)).filter(() => draw(3) > 0);
    const half = draw(told.length + 1);
    await Promise.all([told.slice(0, half), told.slice(half), told.slice(Math.floor(half / 2))].filter((part) => part.length > 0).map(async (part) =>
      perform(recordTracking, { carrierId: uuid(carrier), told: part, source: 'WEBHOOK', webhook: null }, await firm.context())));
  };
  const quote = async () => { const all = await yard.quotes(delivery); return globalId('CarrierQuote', all[draw(all.length || 1)]?.id ?? uuid(delivery)); };
  const ask = () => firm.refusal(askRates, { deliveryId: delivery, carrierIds: [carrier] });
  const buy = async () => firm.refusal(buyLabels, { quoteId: await quote() });
  const cancel = async () => firm.refusal(cancelLabel, { labelId: await someLabel(), reason: 'Drawn' });
  const often = <T>(times: number, step: T): T[] => Array.from({ length: times }, () => step);
  const steps: (() => Promise<unknown>)[] = [
    ...often(2, ask), ...often(5, buy), ...often(4, cancel), ...often(2, async () => firm.refusal(retryLabel, { labelId: await someLabel() })), async () => firm.refusal(trackParcel, { labelId: await someLabel() }),
    async () => firm.refusal(noteTracking, { labelId: await someLabel(), kind: ['EXCEPTION', 'LOST', 'IN_TRANSIT', 'DELIVERED'][draw(4)], description: 'Drawn' }),
    async () => { await firm.refusal(stepBackDelivery, { deliveryId: delivery, reason: 'Drawn' }); await firm.refusal(pickDelivery, { deliveryId: delivery }); await firm.refusal(packDelivery, { deliveryId: delivery }); await ask(); },
    () => firm.refusal(shipDelivery, { deliveryId: delivery }), () => firm.refusal(confirmDelivered, { deliveryId: delivery }), () => firm.refusal(revokeDelivered, { deliveryId: delivery, reason: 'Drawn' }),
    ...(seed % 6 === 0 ? [() => firm.refusal(cancelDelivery, { deliveryId: delivery, reason: 'Drawn' })] : []),
    () => firm.refusal(watchParcels, {}), ...often(4, () => yard.carry()), () => Promise.all([yard.carry(), yard.carry()]), ...often(2, storm), () => yard.follow(), ...often(4, async () => later(0.02)), async () => later(1), async () => later(30),
  ];
  for (let tries = 0; tries < 5 && (await yard.quotes(delivery)).length === 0; tries += 1) { await ask(); await yard.carry(); later(0.6); await yard.carry(); }
  for (let done = 0; done < STEPS; done += 1) await steps[draw(steps.length)]?.();
  for (let done = 0; done < 8; done += 1) { later(1); await yard.carry(); }
  // Where a carrier fell silent, whoever wanted to cancel asks again.
  const unsettled = () => firm.db.rows<{ id: string }>(sql`SELECT l.id FROM "ParcelLabel" l WHERE l.status = 'BOUGHT' AND l.state = 'LABELLED' AND l.problem IS NOT NULL
    AND (SELECT q.status = 'FAILED' AND c.outcome IN ('TIMEOUT', 'FAULT') FROM "CarrierRequest" q JOIN "CarrierCall" c ON c."requestId" = q.id WHERE q."labelId" = l.id AND q.verb = 'CANCEL' ORDER BY q.id DESC, c.no DESC LIMIT 1)`);
  for (let tries = 0; tries < 10 && (await unsettled()).length > 0; tries += 1) {
    for (const { id } of await unsettled()) await firm.refusal(cancelLabel, { labelId: globalId('ParcelLabel', id), reason: 'Once more' });
    for (let done = 0; done < 8; done += 1) { later(1); await yard.carry(); }
  }
  expect(await unsettled()).toEqual([]);
  await yard.follow();
  await yard.clean();
  // Each label was sold once at most, and what is bought was sold.
  const [sold] = await firm.db.rows<{ sold: number; bought: number; strange: number }>(sql`SELECT (SELECT count(*)::int FROM "SimulatedLabel") sold, (SELECT count(*)::int FROM "ParcelLabel" WHERE "boughtAt" IS NOT NULL) bought,
    (SELECT count(*)::int FROM "ParcelLabel" l WHERE l.status = 'BOUGHT' AND NOT EXISTS (SELECT FROM "SimulatedLabel" s WHERE s.key = l.id::text AND s."trackingNumber" = l."trackingNumber" AND s."cancelledAt" IS NULL)) strange`);
  expect(sold?.strange).toBe(0);
  const asked = await firm.one<{ labels: number }>(sql`SELECT count(*)::int labels FROM "ParcelLabel"`);
  expect(sold?.sold).toBeLessThanOrEqual(asked.labels);
  expect(minor(sold?.bought ?? 0)).toBeLessThanOrEqual(minor(asked.labels));
}, 120_000);

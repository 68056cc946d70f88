import sql from 'sql-template-tag';
import type { EarlyPaymentOfferRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { boolean, day, fraction, id, integer, moneyOrZero, optional, text } from '../shared/input.ts';
import { zero } from '../shared/money.ts';
import { demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, update } from '../shared/write.ts';
import { OfferEnded, OffersFull } from './refusals.ts';

const MOST = 3;
const permission = 'earlyPayment.manage';

type Span = { startsOn: Day; endsOn: Day | null };
const meets = (a: Span, b: Span): boolean => (a.endsOn === null || b.startsOn <= a.endsOn) && (b.endsOn === null || a.startsOn <= b.endsOn);

/** Refuses an offer beside which three others would be in force on some day. */
function demandFew(offer: Span, others: readonly EarlyPaymentOfferRow[]): void {
  const beside = others.filter((other) => meets(offer, other));
  // The most are in force on a day on which one of them begins.
  for (const { startsOn } of [offer, ...beside]) {
    const on = beside.filter((other) => other.startsOn <= startsOn && (other.endsOn === null || startsOn <= other.endsOn));
    if (startsOn >= offer.startsOn && on.length >= MOST) throw OffersFull({ most: MOST, day: startsOn, names: on.map(({ name }) => name).join(', ') });
  }
}

export const publishEarlyPaymentOffer = action({
  name: 'publishEarlyPaymentOffer', permission,
  describe: 'Publishes an offer to pay early for a discount: invoices posted from its first day on carry it, in print and in the API. At most three are in force at a time; what an invoice was offered never changes.',
  input: {
    name: text({ max: 100 }), discountRate: fraction(), days: { ...integer({ min: 0, max: 365 }), describe: 'After the invoice\'s day; money that came on the last of them is in time.' },
    includesFreight: { ...optional(boolean()), describe: 'Goods alone when left out.' }, reducesTax: { ...optional(boolean()), describe: 'Whether the tax follows; yes when left out.' },
    tolerance: { ...optional(moneyOrZero()), describe: 'How far what is paid may be off; nothing when left out.' },
    groupId: { ...optional(id('CustomerGroup')), describe: 'All groups when left out.' }, paymentTermId: { ...optional(id('PaymentTerm')), describe: 'All terms when left out.' },
    startsOn: { ...optional(day()), describe: 'Today when left out.' }, endsOn: optional(day()),
  },
  refusals: [OffersFull], payload: { earlyPaymentOffer: 'record:EarlyPaymentOffer' },
  load: async (tx, { groupId, paymentTermId }, { company }) => {
    if (groupId) await readRow(tx, 'CustomerGroup', groupId);
    if (paymentTermId) await readRow(tx, 'PaymentTerm', paymentTermId);
    await lockRow(tx, 'Company', company.id); // two offers of one moment are counted one after the other
    return selectRows(tx, 'EarlyPaymentOffer', sql`t."companyId" = ${company.id}`);
  },
  decide: (others, input, ctx) => {
    const startsOn = input.startsOn ?? ctx.today;
    const endsOn = input.endsOn ?? null;
    if (startsOn < ctx.today) throw fieldRefused(['startsOn'], 'day_before', { day: ctx.today });
    if (endsOn !== null && endsOn < startsOn) throw fieldRefused(['endsOn'], 'day_before', { day: startsOn });
    if (input.discountRate === 0n || input.discountRate >= 1_000_000n) throw fieldRefused(['discountRate'], 'number_not_zero');
    demandFew({ startsOn, endsOn }, others);
    const earlyPaymentOffer = ctx.newId();
    return {
      rows: [insert('EarlyPaymentOffer', {
        id: earlyPaymentOffer, companyId: ctx.company.id, name: input.name, discountRate: input.discountRate, days: input.days, includesFreight: input.includesFreight ?? false, reducesTax: input.reducesTax ?? true,
        currencyCode: ctx.company.currencyCode, toleranceMinor: input.tolerance ?? zero, groupId: input.groupId ?? null, paymentTermId: input.paymentTermId ?? null, startsOn, endsOn, publishedByName: ctx.viewer.name, endedByName: null,
      })],
      events: [{ kind: 'earlyPaymentOfferPublished', subjectType: 'EarlyPaymentOffer', subjectId: earlyPaymentOffer, data: { name: input.name, days: input.days } }],
      result: { earlyPaymentOffer },
    };
  },
});

/** Refuses an offer that is over, or ends today at the latest. */
export function demandRunning({ name, endsOn, startsOn }: Pick<EarlyPaymentOfferRow, 'name' | 'endsOn' | 'startsOn'>, today: Day): void {
  if (endsOn !== null && (endsOn < today || endsOn < startsOn)) throw OfferEnded({ name, endsOn });
}

export const endEarlyPaymentOffer = action({
  name: 'endEarlyPaymentOffer', permission, describe: 'Ends an offer: invoices posted after its last day do not carry it; those that do, keep it.',
  input: { earlyPaymentOfferId: id('EarlyPaymentOffer'), version: optional(integer()), endsOn: { ...optional(day()), describe: 'The last day; yesterday when left out: from today on no invoice gets it.' } },
  refusals: [OfferEnded], payload: { earlyPaymentOffer: 'record:EarlyPaymentOffer' },
  load: (tx, { earlyPaymentOfferId }) => lockRow(tx, 'EarlyPaymentOffer', earlyPaymentOfferId),
  decide: (offer, { version, endsOn: asked }, ctx) => {
    demandRunning(offer, ctx.today);
    const yesterday = addDays(ctx.today, -1);
    const earliest = yesterday < addDays(offer.startsOn, -1) ? addDays(offer.startsOn, -1) : yesterday;
    const endsOn = asked ?? earliest;
    if (endsOn < earliest) throw fieldRefused(['endsOn'], 'day_before', { day: earliest });
    if (offer.endsOn !== null && endsOn > offer.endsOn) throw fieldRefused(['endsOn'], 'day_after', { day: offer.endsOn });
    demandVersion('EarlyPaymentOffer', offer, version, { endsOn }, ctx.company.currencyCode);
    return {
      rows: [update('EarlyPaymentOffer', offer.id, { endsOn, endedByName: ctx.viewer.name, version: offer.version + 1 })],
      events: [{ kind: 'earlyPaymentOfferEnded', subjectType: 'EarlyPaymentOffer', subjectId: offer.id, data: { name: offer.name, endsOn } }],
      result: { earlyPaymentOffer: offer.id },
    };
  },
});

// What people do with a parcel that is under way: ask its carrier, or note what it said.
import { action } from '../shared/action.ts';
import { choice, id, instant, optional, text } from '../shared/input.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { requestRow } from './askRates.ts';
import { holdNumbers, movedRows, scansOf } from './recordTracking.ts';
import { LabelState } from './refusals.ts';
import { demandLabel } from './rules.ts';

const permission = 'shipments.post';

export const trackParcel = action({
  name: 'trackParcel', permission, describe: 'Asks the carrier where a parcel is. Its answer comes by itself.',
  input: { labelId: id('ParcelLabel') }, refusals: [LabelState], payload: { label: 'record:ParcelLabel' },
  load: (tx, { labelId }) => lockRow(tx, 'ParcelLabel', labelId),
  decide: (label, _input, ctx) => {
    demandLabel(label, 'trackParcel');
    return {
      rows: [requestRow({ carrierId: label.carrierId, verb: 'TRACK', deliveryId: label.deliveryId, labelId: label.id, key: `track-${ctx.newId()}` }, ctx)],
      events: [{ kind: 'trackingAsked', subjectType: 'ParcelLabel', subjectId: label.id }], result: { label: label.id },
    };
  },
});

export const noteTracking = action({
  name: 'noteTracking', permission, describe: 'Notes what a carrier said of a parcel by telephone or letter: that it was delivered, lost, or is held somewhere. It counts as if it had come as a message.',
  input: {
    labelId: id('ParcelLabel'), kind: choice('ParcelState'), occurredAt: { ...optional(instant()), describe: 'By the carrier\'s clock; now when left out.' }, description: text({ max: 500 }),
    signedBy: { ...optional(text({ max: 200 })), describe: 'Who took it.' },
  },
  refusals: [LabelState], payload: { label: 'record:ParcelLabel' },
  load: async (tx, { labelId }) => {
    const { carrierId, trackingNumber } = await readRow(tx, 'ParcelLabel', labelId);
    await holdNumbers(tx, carrierId, [trackingNumber ?? '']);
    return { label: await lockRow(tx, 'ParcelLabel', labelId), scans: await scansOf(tx, carrierId, [trackingNumber ?? '']) };
  },
  decide: ({ label, scans }, { kind, occurredAt, description, signedBy }, ctx) => {
    demandLabel(label, 'noteTracking');
    if (kind === 'LABELLED') throw fieldRefused(['kind'], 'choice_unknown');
    const at = occurredAt ?? ctx.now;
    if (at > ctx.now) throw fieldRefused(['occurredAt'], 'time_to_come');
    const key = ctx.newId();
    const scan = {
      id: key, companyId: ctx.company.id, carrierId: label.carrierId, trackingNumber: label.trackingNumber ?? '', key: `p:${key}`, kind, occurredAt: at, place: null, description, signedBy: signedBy ?? null,
      weight: null, source: 'PERSON' as const,
    };
    const moved = movedRows(label, [...scans, scan], ctx);
    return {
      rows: [insert('TrackingEvent', scan), ...moved.rows],
      events: [{ kind: 'trackingNoted', subjectType: 'ParcelLabel', subjectId: label.id, reason: description, data: { kind } }, ...moved.events], result: { label: label.id },
    };
  },
});

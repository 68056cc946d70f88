import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { remove, update, type Change } from '../shared/write.ts';
import { demandDelivery, demandUnlabelled } from './deliveryRules.ts';
import { loadDelivery } from './loadDelivery.ts';
import { emptied } from './packDelivery.ts';
import { DeliveryState, ParcelsLabelled } from './refusals.ts';

export const stepBackDelivery = action({
  name: 'stepBackDelivery', permission: 'shipments.post',
  describe: 'Takes the last step of a delivery back: packed parcels are opened again, picked goods are planned again. What had come up short stays so.',
  input: { deliveryId: id('Delivery'), reason: text({ max: 1000, lines: true }) },
  refusals: [DeliveryState, ParcelsLabelled], payload: { delivery: 'record:Delivery' },
  load: (tx, { deliveryId }, ctx) => loadDelivery(tx, ctx, deliveryId),
  decide: (loaded, { reason }) => {
    const { delivery, lines } = loaded;
    demandDelivery(delivery, 'stepBackDelivery');
    demandUnlabelled(delivery, loaded.parcels);
    const isPacked = delivery.status === 'PACKED';
    const rows: Change[] = isPacked
      ? lines.map((line) => update('DeliveryLine', line.id, { picked: line.packed }))
      : [...emptied(loaded), ...lines.map((line) => ((line.picked ?? none) === none ? remove('DeliveryLine', line.id)
        : update('DeliveryLine', line.id, { planned: line.picked ?? none, picked: null, packed: none, shortReason: null })))];
    return {
      rows: [...rows, update('Delivery', delivery.id, { ...(isPacked ? { status: 'PICKED', packedAt: null } : { status: 'DRAFT', pickedAt: null, pickListId: null }), version: delivery.version + 1 })],
      events: [{ kind: 'deliverySteppedBack', subjectType: 'Delivery', subjectId: delivery.id, reason, data: { from: delivery.status } }],
      result: { delivery: delivery.id },
    };
  },
});

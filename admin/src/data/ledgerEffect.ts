import { Kind } from 'graphql';
import type { DocumentNode } from 'graphql';
import { request } from './client.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import { may } from './session.ts';

const effectQuery = graphql(`
  query LedgerEffect($mutation: String!, $input: JSON!) {
    ledgerEffect(mutation: $mutation, input: $input) {
      on
      code
      name
      order { id number }
      debit { amount currencyCode }
      credit { amount currencyCode }
    }
  }
`);

export type EffectLine = ResultOf<typeof effectQuery>['ledgerEffect'][number];

/** Mutations that write to the ledger: what they would write is shown before they are carried out. */
const POSTING: readonly string[] = [
  'adjustStock', 'applyDeposit', 'billContract', 'bookLine', 'closeTransfer', 'coverDeposit', 'closeYear', 'confirmDispatch', 'convertCredit', 'creditInvoice', 'creditReturn', 'dispatchTransfer', 'executePaymentRun', 'identifyReceipt', 'inspectGoods', 'invoiceShipments',
  'issueSupplies', 'paySupplier', 'postCommissionPayout', 'postCount', 'postEntry', 'postManualJournal', 'postLandedCost', 'prepareRecipe', 'receiveGoods', 'receiveReturn',
  'receiveTransfer', 'recordBill', 'recordOpeningStock', 'recordOrderCost', 'recordPayment', 'recordSupplierCredit', 'returnSupplies', 'returnToSupplier', 'revalue',
  'moveDeposit', 'receiveDeposit', 'releaseDeferrals', 'releaseDeposit', 'reopenYear', 'reverseDeferralRelease', 'reverseAdjustment', 'reverseCommissionPayout', 'reverseConversion', 'reverseCostAllocation', 'reverseRevaluation', 'reverseOrderCost', 'reverseBill', 'reverseCount', 'reverseCreditNote', 'reverseEntry', 'reverseInspectionResult', 'reverseLandedCost',
  'reversePayment', 'reversePreparation', 'reverseReceipt', 'reverseReturnReceipt', 'reverseShipment', 'reverseSupplierCredit', 'reverseSupplierReturn', 'reverseTransferStep',
  'grantEarlyDiscount', 'shipDelivery', 'shipOrder', 'undoBooking', 'writeOffLots',
];

/** The mutation of a document. */
export function mutationOf(document: DocumentNode): string {
  const [definition] = document.definitions;
  const [root] = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  return root?.kind === Kind.FIELD ? root.name.value : '';
}

/** The mutation of a document, if it posts and the viewer may read the journal. */
export function postingOf(document: DocumentNode): string | undefined {
  const name = mutationOf(document);
  return POSTING.includes(name) && may('journal.read') ? name : undefined;
}

/** What the mutation would write now; a reason that is still to be typed changes nothing of it. */
export async function fetchLedgerEffect(mutation: string, input: Record<string, unknown>, signal: AbortSignal): Promise<EffectLine[]> {
  const reasoned = 'reason' in input && !input['reason'] ? { ...input, reason: '–' } : input;
  return (await request(effectQuery, { mutation, input: reasoned }, { signal })).ledgerEffect;
}

import { graphql } from '../data/graphql.ts';

export const notInvoicedQuery = graphql(`
  query NotInvoiced($from: Day!, $to: Day!, $customerId: ID) {
    notInvoiced(customerId: $customerId) {
      shipments
      total { amount currencyCode }
      cost { amount currencyCode }
      ledger { amount currencyCode }
      difference { amount currencyCode }
      ages { age shipments total { amount currencyCode } cost { amount currencyCode } }
      rows { number shippedOn deliveredOn days cycle isHeld total { amount currencyCode } cost { amount currencyCode } shipment { id } customer { id name } order { id number } }
    }
    invoiceTimeliness(from: $from, to: $to) { shipments medianHours p90Hours withinDay }
  }
`);
export const accountExceptionsQuery = graphql(`
  query AccountExceptions($kind: AccountException, $customerId: ID) {
    accountExceptions(kind: $kind, customerId: $customerId) {
      total
      counts { kind count }
      rows { kind customerName subject subjectLabel since days ownerName ownerRole detail amount { amount currencyCode } customer { id } }
    }
  }
`);

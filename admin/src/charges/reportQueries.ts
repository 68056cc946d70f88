import { graphql } from '../data/graphql.ts';

export const lateClaimsQuery = graphql(`
  query LateClaims($on: Day, $customerId: ID) {
    lateClaims(on: $on, customerId: $customerId) {
      on hasPolicy
      interest { amount currencyCode } lumpSum { amount currencyCode } claimable { amount currencyCode } chargeable { amount currencyCode } charged { amount currencyCode } waived { amount currencyCode }
      currencies { currencyCode debts interest { amount currencyCode } lumpSum { amount currencyCode } claimable { amount currencyCode } chargeable { amount currencyCode } worth { amount currencyCode } }
      customers { customerName currencyCode debts isBelowMinimum customer { id } interest { amount currencyCode } lumpSum { amount currencyCode } claimable { amount currencyCode } chargeable { amount currencyCode } }
      debts { number customerName dueOn daysLate from isBelowMinimum explanation openItem { id } invoice { id } late { amount currencyCode } interest { amount currencyCode } lumpSum { amount currencyCode } claimable { amount currencyCode } charged { amount currencyCode } waived { amount currencyCode } }
    }
  }
`);
export const lateTermsQuery = graphql(`
  query LateTerms {
    latePolicies(first: 100) { nodes { id startsOn mode rate dayCount graceDays onCharges createdByName minimum { amount currencyCode } lumpSum { amount currencyCode } customer { id name } group { id name } } }
    baseRates(first: 100) { nodes { id startsOn rate source createdByName } }
    chargeSettings { id termDays replyNoticeDays bounceFee { amount currencyCode } }
  }
`);
export const chargeFiguresQuery = graphql(`
  query ChargeFigures($from: Day!, $to: Day!) {
    chargeFigures(from: $from, to: $to) {
      charged { amount currencyCode } credited { amount currencyCode } waived { amount currencyCode } paid { amount currencyCode } open { amount currencyCode }
      currencies { currencyCode charged { amount currencyCode } credited { amount currencyCode } waived { amount currencyCode } paid { amount currencyCode } open { amount currencyCode } }
      rows { customerName currencyCode customer { id } charged { amount currencyCode } credited { amount currencyCode } waived { amount currencyCode } paid { amount currencyCode } open { amount currencyCode } }
    }
  }
`);
export const openCreditsQuery = graphql(`
  query OpenCredits($customerId: ID!) {
    unappliedItems(first: 20, filter: { customer: { is: $customerId } }) { nodes { id number effectiveOn openItem { id } unapplied { amount currencyCode } } }
  }
`);
export const refundFileQuery = graphql(`
  query RefundFile($refundIds: [ID!]!, $asCsv: Boolean) { refundFile(refundIds: $refundIds, asCsv: $asCsv) { fileName content } }
`);

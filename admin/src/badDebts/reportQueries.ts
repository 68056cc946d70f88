import { graphql } from '../data/graphql.ts';

export const provisionPreviewQuery = graphql(`
  query ProvisionPreview($asOf: Day) {
    provisionPreview(asOf: $asOf) { asOf hasMatrix matrixFrom previous base { amount currencyCode } total { amount currencyCode } before { amount currencyCode } difference { amount currencyCode } lines { customerName riskClass bucket rate customer { id } base { amount currencyCode } amount { amount currencyCode } } }
  }
`);
export const smallBalancesQuery = graphql(`
  query SmallBalances($limit: Decimal) {
    smallBalances(limit: $limit) { days count limit { amount currencyCode } total { amount currencyCode } items { number kind customerName dueOn openItem { id } customer { id } open { amount currencyCode } } }
  }
`);
export const badDebtRatioQuery = graphql(`
  query BadDebtRatio($from: Day!, $to: Day!, $by: BadDebtGrouping!) {
    badDebtRatio(from: $from, to: $to, by: $by) { ratio revenue { amount currencyCode } writtenOff { amount currencyCode } recovered { amount currencyCode } net { amount currencyCode } groups { name month ratio customer { id name } salesPerson { id name } revenue { amount currencyCode } writtenOff { amount currencyCode } recovered { amount currencyCode } net { amount currencyCode } } }
  }
`);

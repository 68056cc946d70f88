import { graphql } from '../data/graphql.ts';

export const trialBalanceQuery = graphql(`
  query TrialBalance($on: Day, $knownAt: DateTime) {
    trialBalance(on: $on, knownAt: $knownAt) {
      on knownAt
      debit { amount currencyCode }
      credit { amount currencyCode }
      rows { code name type account { id } debit { amount currencyCode } credit { amount currencyCode } }
    }
  }
`);

export const profitAndLossQuery = graphql(`
  query ProfitAndLoss($from: Day!, $to: Day!) {
    profitAndLoss(from: $from, to: $to) {
      revenue { amount currencyCode }
      expense { amount currencyCode }
      profit { amount currencyCode }
      rows { code name type account { id } amount { amount currencyCode } }
    }
  }
`);

export const balanceSheetQuery = graphql(`
  query BalanceSheet($on: Day) {
    balanceSheet(on: $on) {
      assets { code name account { id } balance { amount currencyCode } }
      liabilities { code name account { id } balance { amount currencyCode } }
      equity { code name account { id } balance { amount currencyCode } }
      totalAssets { amount currencyCode }
      totalLiabilities { amount currencyCode }
      totalEquity { amount currencyCode }
      result { amount currencyCode }
    }
  }
`);

export const orderProfitQuery = graphql(`
  query OrderProfit($orderId: ID!) {
    orderProfit(orderId: $orderId) {
      netRevenue { amount currencyCode }
      cost { amount currencyCode }
      otherCost { amount currencyCode }
      margin { amount currencyCode }
      terms { term amount { amount currencyCode } }
      rows { term code name type account { id } amount { amount currencyCode } }
    }
  }
`);

export const profitByOrderQuery = graphql(`
  query ProfitByOrder($from: Day!, $to: Day!, $first: Int, $skip: Int, $worstFirst: Boolean) {
    profitByOrder(from: $from, to: $to, first: $first, skip: $skip, worstFirst: $worstFirst) {
      count
      rows { number customerName order { id } revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } margin { amount currencyCode } }
      orders { revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } margin { amount currencyCode } }
      unattributed { revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } margin { amount currencyCode } }
      ledger { revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } margin { amount currencyCode } }
    }
  }
`);

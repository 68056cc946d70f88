import { graphql } from '../data/graphql.ts';

export const receivableQuery = graphql(`
  query DashboardReceivable($on: Day!) {
    receivablesByAge(on: $on) {
      on
      totals {
        notDue { amount currencyCode } days1to30 { amount currencyCode } days31to60 { amount currencyCode } days61to90 { amount currencyCode }
        daysOver90 { amount currencyCode } receivable { amount currencyCode } overdue { amount currencyCode } unapplied { amount currencyCode }
      }
    }
  }
`);

export const revenueQuery = graphql(`
  query DashboardRevenue($from: Day!, $to: Day!) {
    revenueByMonth(from: $from, to: $to) {
      net { amount currencyCode }
      rows { month to net { amount currencyCode } }
    }
  }
`);

export const lowStockQuery = graphql(`
  query DashboardLowStock {
    products(first: 10, filter: { isLow: true }) {
      totalCount
      nodes { id sku name available reorderPoint }
    }
  }
`);

export const toShipQuery = graphql(`
  query DashboardToShip($late: OrderFilter!) {
    toShip: orders(first: 1, filter: { status: { in: [PLACED, PART_SHIPPED] } }) { totalCount }
    late: orders(first: 1, filter: $late) { totalCount }
  }
`);

import { addDays } from '../data/presets.ts';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';

/** All that the dashboard shows, in one request; the client leaves out what the viewer may not see. */
const dashboardQuery = graphql(`
  query Dashboard(
    $on: Day!, $from: Day!, $late: OrderFilter!,
    $mayOpenItemsRead: Boolean!, $mayInvoicesRead: Boolean!, $mayStockRead: Boolean!, $mayOrdersRead: Boolean!, $mayReplenishmentRead: Boolean!
  ) {
    receivablesByAge(on: $on) @include(if: $mayOpenItemsRead) {
      on
      totals {
        notDue { amount currencyCode } days1to30 { amount currencyCode } days31to60 { amount currencyCode } days61to90 { amount currencyCode }
        daysOver90 { amount currencyCode } receivable { amount currencyCode } overdue { amount currencyCode } unapplied { amount currencyCode }
      }
    }
    revenueByMonth(from: $from, to: $on) @include(if: $mayInvoicesRead) {
      net { amount currencyCode }
      rows { month to net { amount currencyCode } }
    }
    products(first: 10, filter: { isLow: true }) @include(if: $mayStockRead) {
      totalCount
      nodes { id sku name available reorderPoint }
    }
    expiryAlerts(first: 1, filter: { isOpen: true }) @include(if: $mayStockRead) { totalCount }
    stockWarnings(first: 1, filter: { status: { is: OPEN } }) @include(if: $mayReplenishmentRead) { totalCount }
    toOrder: reorderProposals(first: 1, filter: { status: { is: OPEN } }) @include(if: $mayReplenishmentRead) { totalCount }
    toShip: orders(first: 1, filter: { status: { in: [PLACED, PART_SHIPPED] } }) @include(if: $mayOrdersRead) { totalCount }
    late: orders(first: 1, filter: $late) @include(if: $mayOrdersRead) { totalCount }
  }
`);

const MONTHS = 12;

/** The first day of the month eleven months before this one. */
function yearBack(to: string): string {
  const [year = 0, month = 1] = to.split('-').map(Number);
  return new Date(Date.UTC(year, month - MONTHS, 1)).toISOString().slice(0, 10);
}

export function useDashboard() {
  const on = today();
  const late = { status: { in: ['PLACED' as const, 'PART_SHIPPED' as const] }, requiredOn: { to: addDays(on, -1) } };
  // Rights are filled in by the client, which cuts out what may not be seen.
  const rights = { mayOpenItemsRead: true, mayInvoicesRead: true, mayStockRead: true, mayOrdersRead: true, mayReplenishmentRead: true };
  return useAsk(dashboardQuery, { on, from: yearBack(on), late, ...rights }).data;
}

import { graphql } from '../data/graphql.ts';

export const ageingQuery = graphql(`
  query ReceivablesByAge($on: Day, $knownAt: DateTime, $customerId: ID) {
    receivablesByAge(on: $on, knownAt: $knownAt, customerId: $customerId) {
      on knownAt
      rows {
        name
        customer { id }
        notDue { amount currencyCode } days1to30 { amount currencyCode } days31to60 { amount currencyCode } days61to90 { amount currencyCode }
        daysOver90 { amount currencyCode } receivable { amount currencyCode } overdue { amount currencyCode } unapplied { amount currencyCode } deposits { amount currencyCode } balance { amount currencyCode }
      }
      totals {
        notDue { amount currencyCode } days1to30 { amount currencyCode } days31to60 { amount currencyCode } days61to90 { amount currencyCode }
        daysOver90 { amount currencyCode } receivable { amount currencyCode } overdue { amount currencyCode } unapplied { amount currencyCode } deposits { amount currencyCode } balance { amount currencyCode }
      }
      items { number kind bucket effectiveOn dueOn daysOverdue instalment open { amount currencyCode } openItem { id source } }
    }
  }
`);

export const statementQuery = graphql(`
  query Statement($customerId: ID!, $from: Day!, $to: Day!) {
    statement(customerId: $customerId, from: $from, to: $to) {
      customer { id name }
      opening { amount currencyCode }
      closing { amount currencyCode }
      debit { amount currencyCode }
      credit { amount currencyCode }
      lines { on kind number openItem { source } debit { amount currencyCode } credit { amount currencyCode } balance { amount currencyCode } }
      currencies {
        currencyCode
        opening { amount currencyCode }
        closing { amount currencyCode }
        debit { amount currencyCode }
        credit { amount currencyCode }
        worth { amount currencyCode }
        lines { on kind number openItem { source } debit { amount currencyCode } credit { amount currencyCode } balance { amount currencyCode } }
      }
    }
  }
`);

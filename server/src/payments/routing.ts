// Pure: into which account money goes that nobody names one for.
import type { CollectionAccountRow, CollectionRuleRow, PaymentMethod } from '../generated/rows.ts';

interface Money { method: PaymentMethod; currencyCode: string; groupId: string | null }

/** The ledger account of the first rule that fits: by method, currency and the customer's group; undefined where none does. */
export function routedTo(rules: readonly CollectionRuleRow[], accounts: readonly CollectionAccountRow[], { method, currencyCode, groupId }: Money): string | undefined {
  const fits = (rule: CollectionRuleRow) => (rule.method === null || rule.method === method) && (rule.currencyCode === null || rule.currencyCode === currencyCode) && (rule.customerGroupId === null || rule.customerGroupId === groupId);
  const found = rules.map((rule) => ({ rule, account: accounts.find(({ id }) => id === rule.collectionAccountId) })).find(({ rule, account }) => fits(rule) && account?.isActive);
  return found?.account?.accountId;
}

// Pure: who pays, by account or name.
import type { Line, Party } from './facts.ts';
import { plainText, withoutForm } from './plain.ts';

export interface PayerIndex { byAccount: Map<string, Party[]>; byName: Map<string, Party[]>; byBeginning: Map<string, { plain: string; party: Party }[]>; byId: Map<string, Party> }

const BEGINNING = 10;
/** A name that a bank has cut is at least so long. */
const CUT = 18;

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
};

export function indexPayers(parties: readonly Party[]): PayerIndex {
  const index: PayerIndex = { byAccount: new Map(), byName: new Map(), byBeginning: new Map(), byId: new Map() };
  for (const party of parties) {
    index.byId.set(party.id, party);
    for (const account of new Set(party.accounts)) add(index.byAccount, account, party);
    for (const plain of new Set([party.name, ...party.names].map(plainText).filter(Boolean))) {
      for (const key of new Set([plain, withoutForm(plain)])) add(index.byName, key, party);
      if (plain.length >= CUT) add(index.byBeginning, plain.slice(0, BEGINNING), { plain, party });
    }
  }
  return index;
}

export interface Payer { parties: Party[]; by: 'PAYER_ACCOUNT' | 'PAYER_NAME' | null }

/** The customers (or suppliers) whom a line may be from: by account before name; none where neither is known. */
export function payerOf({ byAccount, byName, byBeginning }: PayerIndex, { payerName, payerAccount }: Pick<Line, 'payerName' | 'payerAccount'>): Payer {
  const accounts = payerAccount ? byAccount.get(payerAccount) : undefined;
  const plain = payerName ? plainText(payerName) : '';
  const names = plain === '' ? [] : [...new Set([...byName.get(plain) ?? [], ...byName.get(withoutForm(plain)) ?? []])];
  if (accounts) {
    const both = accounts.filter((party) => names.includes(party));
    return { parties: both.length > 0 ? both : accounts, by: 'PAYER_ACCOUNT' };
  }
  if (names.length > 0) return { parties: names, by: 'PAYER_NAME' };
  const cut = plain.length >= CUT ? (byBeginning.get(plain.slice(0, BEGINNING)) ?? []).filter((each) => each.plain.startsWith(plain)).map(({ party }) => party) : [];
  return cut.length > 0 ? { parties: [...new Set(cut)], by: 'PAYER_NAME' } : { parties: [], by: null };
}

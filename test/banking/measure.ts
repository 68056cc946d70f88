// How well the matcher does on a labelled set: precision and recall of what it would carry out by itself, by class of noise.
import type { Debt, MatchFacts, Proposal } from '../../server/src/matching/facts.ts';
import { matchLines } from '../../server/src/matching/match.ts';
import { minor } from '../../server/src/shared/money.ts';
import type { Day } from '../../server/src/shared/time.ts';
import type { LabelledLine, LabelledSet } from './labelled/generate.ts';

export interface ClassFigures { lines: number; payable: number; automatic: number; right: number; firstRight: number }
export interface Figures { set: string; seconds: number; invoices: number; lines: number; precision: number; recall: number; byNoise: Record<string, ClassFigures>; wrong: { line: LabelledLine; proposal: Proposal }[] }

export const THRESHOLD = 0.97;

export function factsOf({ set, knownIbans }: LabelledSet): MatchFacts {
  const accounts = Map.groupBy(knownIbans, ({ customer }) => customer);
  return {
    invoices: set.invoices.map((invoice): Debt => ({
      itemId: invoice.number, number: invoice.number, otherNumbers: [], partyId: invoice.customer, open: minor(invoice.amountMinor), issuedOn: invoice.issuedOn as Day, dueOn: invoice.dueOn as Day,
    })),
    customers: set.customers.map(({ code, name }) => ({ id: code, name, names: [], accounts: (accounts.get(code) ?? []).map(({ iban }) => iban) })),
    bills: [], suppliers: [], entries: [], rules: [], threshold: THRESHOLD, tolerance: minor(0),
  };
}

const told = (parts: readonly { number: string; amountMinor: bigint }[]): string => parts.map(({ number, amountMinor }) => `${number} ${amountMinor}`).sort().join();
const isRight = (line: LabelledLine, proposal: Proposal | undefined): boolean =>
  !!proposal && proposal.kind === 'CUSTOMER' && line.pays.length > 0 && told(proposal.parts.map(({ itemId, amount }) => ({ number: itemId, amountMinor: amount }))) === told(line.pays);

export function measure(labelled: LabelledSet): Figures {
  const facts = factsOf(labelled);
  const lines = labelled.lines.map((line) => ({ ...line, amount: minor(line.amountMinor), bookedOn: line.bookedOn as Day, payerAccount: line.payerIban, endToEndId: null, code: null }));
  const started = performance.now();
  const proposals = matchLines(facts, lines);
  const seconds = (performance.now() - started) / 1000;
  const byNoise: Record<string, ClassFigures> = {};
  const wrong: Figures['wrong'] = [];
  for (const line of labelled.lines) {
    const figures = byNoise[line.noise] ??= { lines: 0, payable: 0, automatic: 0, right: 0, firstRight: 0 };
    const [first] = proposals.get(line.id) ?? [];
    figures.lines += 1;
    if (line.pays.length > 0) figures.payable += 1;
    if (isRight(line, first)) figures.firstRight += 1;
    if (!first || first.confidence < THRESHOLD) continue;
    figures.automatic += 1;
    if (isRight(line, first)) figures.right += 1;
    else wrong.push({ line, proposal: first });
  }
  const sum = (name: keyof ClassFigures) => Object.values(byNoise).reduce((all, each) => all + each[name], 0);
  return { set: labelled.set.name, seconds, invoices: labelled.set.invoices.length, lines: labelled.lines.length, precision: sum('right') / sum('automatic'), recall: sum('right') / sum('payable'), byNoise, wrong };
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${(100 * part / whole).toFixed(1)} %`);

export function printedFigures({ set, seconds, invoices, lines, precision, recall, byNoise }: Figures): string {
  const rows = Object.entries(byNoise).sort(([a], [b]) => (a < b ? -1 : 1)).map(([noise, each]) =>
    [noise.padEnd(19), String(each.lines).padStart(6), percent(each.automatic, each.lines).padStart(9), percent(each.right, each.automatic).padStart(10), percent(each.right, each.payable).padStart(9), percent(each.firstRight, each.payable).padStart(12)].join(' '));
  return [`${set}: ${lines} lines against ${invoices} open invoices in ${seconds.toFixed(2)} s; automatic precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
    `${'class of noise'.padEnd(19)} ${'lines'.padStart(6)} ${'automatic'.padStart(9)} ${'precision'.padStart(10)} ${'recall'.padStart(9)} ${'first right'.padStart(12)}`, ...rows].join('\n');
}

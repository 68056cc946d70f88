// Lines of bank statements matched on the labelled set: precision and recall by class of noise, and how long it takes.
import { generate } from '../banking/labelled/generate.ts';
import { multiplied, northwindSet, onlineRetailSet } from '../banking/labelled/invoices.ts';
import { measure, printedFigures } from '../banking/measure.ts';

/** Prints the sets of Northwind and Online Retail (the whole half year where HESABU_SAMPLE_DATA names its folder), and 10,000 lines against 50,000 invoices. */
export function runMatching(print: (text: string) => void): void {
  for (const set of [northwindSet(), onlineRetailSet()]) print(`${printedFigures(measure(generate(set, 1)))}\n`);
  print(printedFigures(measure(generate(multiplied(northwindSet(), 50_000), 1, 10_000))));
}

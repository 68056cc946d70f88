import { parseArgs } from 'node:util';
import { sizes, type Size } from './data/sizes.ts';

export const help = `pnpm bench [volume|ageing|matching] [options]

  --size S|M|L       10,000, 500,000 or 2,000,000 orders (S)
  --only Q1,Q2,…     these questions alone (Q1 to Q8)
  --rounds N         rounds after the warm-up (5)
  --ms N             how long a contender has in a round (1000)
  --json FILE        writes the figures
  --plot FILE        writes a bar chart as SVG
  --growth           instead: Q1, Q2, Q3 and Q5 at sizes S and M, by turns, and how their medians grow
  --memory           instead: the server's memory at request 50,000 and 200,000

  volume             instead: very many movements of stock, imported, valued, known late
  --moves N          how many (300000); --rounds and --json as above

  ageing             instead: receivables by age over very many open invoices, now and a year ago
  --invoices N       how many are open (100000); --rounds and --json as above

  matching           instead: lines of bank statements matched on the labelled set, precision and recall by class of noise

  --help

The data is made once and kept under the system's temporary folder (HESABU_BENCH_DATA names another).`;

const names = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8'];

/** What was asked for cannot be done: told with the help. */
export class UsageError extends Error {}

/** Arguments of the command line → what to run; throws a `UsageError`. */
export function readOptions(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: {
      size: { type: 'string', default: 'S' }, only: { type: 'string', default: '' }, rounds: { type: 'string', default: '5' }, ms: { type: 'string', default: '1000' },
      json: { type: 'string' }, plot: { type: 'string' }, growth: { type: 'boolean' }, memory: { type: 'boolean' }, moves: { type: 'string', default: '300000' }, invoices: { type: 'string', default: '100000' }, help: { type: 'boolean' },
    } });
    const isVolume = positionals[0] === 'volume';
    const isAgeing = positionals[0] === 'ageing';
    const isMatching = positionals[0] === 'matching';
    if (positionals.length > (isVolume || isAgeing || isMatching ? 1 : 0)) throw new UsageError(`there is no benchmark ${positionals.join(' ')}; beside the questions there are volume, ageing and matching`);
    const invoices = Number(values.invoices);
    if (!Number.isInteger(invoices) || invoices < 100) throw new UsageError('--invoices takes a whole number of 100 or more');
    const moves = Number(values.moves);
    if (!(Number.isInteger(moves) && moves >= 300)) throw new UsageError('--moves takes a whole number from 300');
    const only = values.only.split(',').map((each) => each.trim()).filter(Boolean);
    const unknown = only.filter((each) => !names.includes(each));
    if (unknown.length > 0) throw new UsageError(`there is no question ${unknown.join(', ')}; there are ${names.join(', ')}`);
    if (!(values.size in sizes)) throw new UsageError(`there is no size ${values.size}; there are ${Object.keys(sizes).join(', ')}`);
    const [rounds, ms] = [Number(values.rounds), Number(values.ms)];
    if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(ms) && ms > 0)) throw new UsageError('--rounds and --ms take whole numbers above zero');
    return { ...values, volume: isVolume, ageing: isAgeing, matching: isMatching, invoices, moves, only, size: values.size as Size, effort: { rounds, ms, max: 20_000, clients: 8 } }; // one of sizes, as just checked
  } catch (error) {
    if (error instanceof UsageError || (error instanceof TypeError && 'code' in error)) throw new UsageError((error as Error).message);
    throw error;
  }
}

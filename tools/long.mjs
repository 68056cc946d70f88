// pnpm test:long: what takes too long for every run. Sequences of a firm's dealings, by fresh seeds, each of which must leave books
// in which verify finds nothing; ten thousand orders invoiced by run; then drawn questions that both read lanes must answer alike.
import { parseArgs } from 'node:util';
import { generate, install, node, run, tell } from './run.mjs';

const help = `pnpm test:long [options]

  --seeds N         sequences of sixty steps (500)
  --from S          the first seed; fresh ones when left out
  --documents N     drawn questions for the read lanes (5000)
  --only stock|orders|receivables|charges|deposits|currencies|contracts|credit|commissions|carriers|runs|lanes

A sequence takes about two seconds, five hundred a quarter of an hour or more; the runs and the questions another quarter each. A seed
of goods that failed is printed: write it into test/stories/failedSeeds.json, and every run of npm test tries it again.`;

/** What is tried by sequences, and where. */
const laws = {
  stock: 'test/stories/stockLaws.test.ts', orders: 'test/stories/fulfilmentLaws.test.ts', receivables: 'test/stories/receivableLaws.test.ts', charges: 'test/stories/chargeLaws.test.ts',
  deposits: 'test/stories/depositLaws.test.ts', currencies: 'test/currencies/laws.test.ts', contracts: 'test/stories/contractLaws.test.ts',
  credit: 'test/credit/laws.test.ts', commissions: 'test/commissions/laws.test.ts', carriers: 'test/carriers/laws.test.ts',
};

const { values } = parseArgs({ options: {
  seeds: { type: 'string', default: '500' }, from: { type: 'string' }, documents: { type: 'string', default: '5000' }, only: { type: 'string' }, help: { type: 'boolean' },
} });
const whole = (name) => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  tell(`--${name} takes a whole number above zero\n\n${help}`);
  process.exit(2);
};
if (values.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}
const parts = [...Object.keys(laws), 'runs', 'lanes'];
if (values.only && !parts.includes(values.only)) {
  tell(`--only takes one of ${parts.join(', ')}\n\n${help}`);
  process.exit(2);
}
const seeds = whole('seeds');
const documents = whole('documents');
// Fresh: of the second at which it begins.
const from = values.from === undefined ? Math.floor(Date.now() / 1000) % 1_000_000_000 : whole('from');

await install();
await generate();
const vitest = (file, env) => run(node, ['node_modules/vitest/vitest.mjs', 'run', file], { env });
let passes = true;
const wants = (part) => !values.only || values.only === part;
for (const [part, file] of Object.entries(laws).filter(([part]) => wants(part))) {
  tell(`${seeds} sequences of ${part} from seed ${from}: the same again with --only ${part} --seeds ${seeds} --from ${from}`);
  passes = vitest(file, { HESABU_SEQUENCES: String(seeds), HESABU_SEED: String(from) }) && passes;
}
if (wants('runs')) {
  tell('1,000 and 10,000 orders invoiced by run');
  passes = vitest('test/billing/runScale.test.ts', { HESABU_ORDERS: '1000,10000' }) && passes;
}
if (wants('lanes')) {
  tell(`${documents} questions for every role`);
  passes = vitest('test/lanes/lanes.test.ts', { HESABU_LANE_DOCUMENTS: String(documents), HESABU_LANE_ROLES: 'every' }) && passes;
}
process.exitCode = passes ? 0 : 1;

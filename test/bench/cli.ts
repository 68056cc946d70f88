// pnpm bench: measures Hesabu against PostGraphile and hand-written SQL. See README.md beside this file.
import { writeFileSync } from 'node:fs';
import { printedAgeing, runAgeing } from './ageing.ts';
import { startCluster } from './cluster.ts';
import { runGrowth } from './growth.ts';
import { runMatching } from './matching.ts';
import { runMemory } from './memory.ts';
import { help, readOptions, UsageError } from './options.ts';
import { plotted } from './plot.ts';
import { printed } from './report.ts';
import { circumstances, runBench } from './run.ts';
import { printedVolume, runVolume } from './volume/run.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const { size, only, effort, json, plot, growth, memory, volume, moves, ageing, invoices, matching, help: wantsHelp } = readOptions(process.argv.slice(2));
  if (wantsHelp) return print(help);
  if (matching) return runMatching(print);
  const started = performance.now();
  const cluster = await startCluster(say);
  const stopped = () => void cluster.stop().finally(() => process.exit(130));
  process.once('SIGINT', stopped).once('SIGTERM', stopped);
  try {
    const write = (file: string | undefined, text: string) => file && writeFileSync(file, text);
    if (volume) {
      const figures = await runVolume(cluster, { moves, rounds: effort.rounds, say });
      print(printedVolume(figures));
      return void write(json, `${JSON.stringify({ ...figures, run: circumstances(size, effort, (performance.now() - started) / 1000) }, null, 2)}\n`);
    }
    if (ageing) {
      const figures = await runAgeing(cluster, { invoices, rounds: effort.rounds, say });
      print(printedAgeing(figures));
      return void write(json, `${JSON.stringify(figures, null, 2)}\n`);
    }
    if (growth || memory) {
      const { text, figures } = await (growth ? runGrowth(cluster, { effort, only, say }) : runMemory(cluster, size, say));
      write(json, `${JSON.stringify(figures, null, 2)}\n`);
      return print(text);
    }
    const results = await runBench(cluster, { size, only, effort, say });
    print(printed(results));
    write(json, `${JSON.stringify({ ...results, run: circumstances(size, effort, (performance.now() - started) / 1000) }, null, 2)}\n`);
    write(plot, plotted(results, `Requests per second against hand-written SQL over bare HTTP (1.0), size ${size}`));
  } finally {
    await cluster.stop();
  }
}

main().catch((error: unknown) => {
  say(error instanceof UsageError ? `${error.message}\n\n${help}` : error instanceof Error ? String(error.stack) : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});

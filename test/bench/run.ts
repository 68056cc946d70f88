import { cpus } from 'node:os';
import type { Cluster } from './data/template.ts';
import type { Size } from './data/sizes.ts';
import { makeTrials, measure, type Effort, type Measured } from './measure.ts';
import { openStage } from './stage.ts';

export interface Run { size: Size; only: readonly string[]; effort: Effort; say: (line: string) => void }
export type Results = Record<string, Measured>;

/** The whole benchmark at one size. */
export async function runBench(cluster: Cluster, { size, only, effort, say }: Run): Promise<Results> {
  const stage = await openStage(cluster, size, say);
  try {
    const trials = await makeTrials(stage, only, effort.clients, say);
    const measured = await measure(trials.map((trial) => ({ stage, trial })), effort);
    return Object.fromEntries(trials.map(({ name }, index) => [name, measured[index] as Measured])); // as many as trials
  } finally {
    await stage.close();
  }
}

/** What stands in the file of results beside the queries: how they were come by. */
export const circumstances = (size: Size, effort: Effort, seconds: number) =>
  ({ size, ...effort, seconds: Math.round(seconds), node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? '', at: new Date().toISOString() });

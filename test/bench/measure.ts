import { encode, load } from './client.ts';
import { contenderNames, type ContenderName } from './contenders/start.ts';
import { cpuMsOf, cpuMsOfPostgres, rssMbOf } from './processes.ts';
import { placeOrderRequest, type Spread } from './queries/placeOrder.ts';
import { agreeOnOrders, agreedRequests, allQueries, type Stage } from './stage.ts';

export interface Figures {
  /** Requests per second, the median of the rounds; latencies in ms over all rounds; processor time of the server a request. */
  rps: number; p50: number; p99: number; cpuMs: number | null;
  /** Processor time of PostgreSQL a request. */
  postgresCpuMs: number | null; rssMb: number | null; requests: number;
}
export type Measured = Record<ContenderName, Figures> & { title: string; ratioToPostgraphile: number; ratioToFloor: number; rival?: { name: string; rps: number; ratio: number } };

export interface Effort { rounds: number; ms: number; max: number; clients: number }

/** One question in the form in which it is measured: what each contender is sent. */
export interface Trial { name: string; title: string; clients: number; requests: Record<ContenderName, Buffer[]>; expects: string; rival?: { name: string; requests: Buffer[] } }

const orderVariants: { spread: Spread; clients: number }[] = [
  { spread: 'spread', clients: 1 }, { spread: 'spread', clients: 16 }, { spread: 'spread', clients: 64 },
  { spread: 'hot', clients: 1 }, { spread: 'hot', clients: 16 }, { spread: 'hot', clients: 64 },
];

/** Makes the trials asked for; all answers, and all rows written, are compared on the way. */
export async function makeTrials(stage: Stage, only: readonly string[], clients: number, say: (line: string) => void): Promise<Trial[]> {
  const trials: Trial[] = [];
  const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
  for (const query of allQueries.filter(({ name }) => wanted(name))) {
    const requests = await agreedRequests(stage, query);
    const { floor } = stage.contenders;
    trials.push({
      name: query.name, title: query.title, clients: query.isHeavy ? 2 : clients, requests, expects: '{',
      ...(query.rival ? { rival: { name: query.rival.name, requests: [encode(floor.url, { path: `/${query.name}.${query.rival.name}`, headers: floor.headers, body: JSON.stringify(query.rival.values(stage.subjects, 0)) })] } } : {}),
    });
    say(`${query.name}: everyone gives the same answer`);
  }
  if (wanted('Q5')) {
    await agreeOnOrders(stage);
    say('Q5: everyone writes the same rows');
    for (const { spread, clients: count } of orderVariants) trials.push({ name: `Q5 ${spread} ${count}`, title: `Place an order of 3 lines, ${spread}, ${count} client${count > 1 ? 's' : ''}`, clients: count, requests: orderRequests(stage, spread), expects: '"PLACED"' });
  }
  return trials;
}

function orderRequests({ contenders, subjects }: Stage, spread: Spread): Record<ContenderName, Buffer[]> {
  return Object.fromEntries(contenderNames.map((name) => [name, Array.from({ length: 997 }, (_, nth) => {
    const { path, body } = placeOrderRequest(name, subjects, spread, nth);
    return encode(contenders[name].url, { path, body, headers: contenders[name].headers });
  })])) as Record<ContenderName, Buffer[]>; // one entry each
}

interface Round { rps: number; latencies: number[]; cpu: number | null; postgres: number | null }

async function runRound(stage: Stage, trial: Trial, name: ContenderName, requests: Buffer[], { ms, max }: Pick<Effort, 'ms' | 'max'>): Promise<Round> {
  const { url, pid } = stage.contenders[name];
  const [cpu, postgres] = [cpuMsOf(pid), cpuMsOfPostgres(stage.backendPid)];
  const { latencies, seconds } = await load({ url, requests, clients: trial.clients, ms, max, expects: trial.expects });
  const since = (before: number | null, after: number | null) => (before === null || after === null ? null : after - before);
  return { rps: latencies.length / seconds, latencies, cpu: since(cpu, cpuMsOf(pid)), postgres: since(postgres, cpuMsOfPostgres(stage.backendPid)) };
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] ?? NaN : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};
const percentile = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

function figuresOf(rounds: Round[], rssMb: number | null): Figures {
  const latencies = rounds.flatMap((round) => round.latencies).toSorted((a, b) => a - b);
  const each = (values: (number | null)[]) => (values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / latencies.length);
  return {
    rps: median(rounds.map((round) => round.rps)), p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99),
    cpuMs: each(rounds.map((round) => round.cpu)), postgresCpuMs: each(rounds.map((round) => round.postgres)), rssMb, requests: latencies.length,
  };
}

/**
 * Measures the trials on their stages: a warm-up of each, then rounds in which the contenders follow one another, in reversed
 * order every other round. A ratio is the median of the rounds' ratios: neighbours in time met the same machine.
 */
export async function measure(trials: readonly { stage: Stage; trial: Trial }[], effort: Effort, contenders: readonly ContenderName[] = contenderNames): Promise<Measured[]> {
  const rounds = trials.map(() => Object.fromEntries(contenderNames.map((name) => [name, []])) as unknown as Record<ContenderName, Round[]>);
  const rivals: Round[][] = trials.map(() => []);
  for (const { stage, trial } of trials) {
    for (const name of contenders) await runRound(stage, trial, name, trial.requests[name], { ms: effort.ms / 2, max: effort.max });
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    const order = round % 2 ? contenders.toReversed() : contenders;
    for (const [index, { stage, trial }] of trials.entries()) {
      for (const name of order) rounds[index]?.[name].push(await runRound(stage, trial, name, trial.requests[name], effort));
      if (trial.rival) rivals[index]?.push(await runRound(stage, trial, 'floor', trial.rival.requests, effort));
    }
  }
  return trials.map(({ stage, trial }, index) => {
    const of = rounds[index] as Record<ContenderName, Round[]>; // made above
    const ratio = (to: ContenderName) => median(of.ours.map(({ rps }, nth) => rps / (of[to][nth]?.rps ?? NaN)));
    const figures = Object.fromEntries(contenders.map((name) => [name, figuresOf(of[name], rssMbOf(stage.contenders[name].pid))])) as Record<ContenderName, Figures>;
    const live = rivals[index] ?? [];
    return {
      ...figures, title: trial.title, ratioToPostgraphile: ratio('postgraphile'), ratioToFloor: ratio('floor'),
      ...(trial.rival ? { rival: { name: trial.rival.name, rps: median(live.map((each) => each.rps)), ratio: median(of.ours.map(({ rps }, nth) => rps / (live[nth]?.rps ?? NaN))) } } : {}),
    };
  });
}

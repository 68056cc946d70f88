import { load } from './client.ts';
import type { Cluster } from './data/template.ts';
import type { Size } from './data/sizes.ts';
import { makeTrials } from './measure.ts';
import { rssMbOf } from './processes.ts';
import { openStage } from './stage.ts';

const requestMarks = [50_000, 100_000, 150_000, 200_000];
const limitMb = 350;
const growthMb = 20;

/** Memory of the server while it answers 200,000 requests, reads of three kinds and orders by turns. */
export async function runMemory(cluster: Cluster, size: Size, say: (line: string) => void, marks = requestMarks): Promise<{ text: string; figures: object }> {
  const stage = await openStage(cluster, size, say);
  try {
    const trials = (await makeTrials(stage, ['Q1', 'Q2', 'Q3', 'Q5'], 8, say)).filter(({ name }) => !name.startsWith('Q5') || name === 'Q5 spread 16');
    const { url, pid } = stage.contenders.ours;
    // Of a thousand requests: 50 lists of 50, 450 invoices, 450 deep pages, 50 orders.
    const shares: Record<string, number> = { Q1: 50, Q2: 450, Q3: 450, 'Q5 spread 16': 50 };
    const seen: { requests: number; rssMb: number | null }[] = [];
    for (let sent = 0; sent < (marks.at(-1) ?? 0);) {
      for (const { name, requests, expects } of trials) {
        const max = shares[name] ?? 0;
        await load({ url, requests: requests.ours, clients: 8, ms: Infinity, max, expects });
        sent += max;
      }
      if (!marks.includes(sent)) continue;
      seen.push({ requests: sent, rssMb: rssMbOf(pid) });
      say(`${sent} requests: ${seen.at(-1)?.rssMb?.toFixed(0)} MB`);
    }
    const [first, last] = [seen[0]?.rssMb ?? NaN, seen.at(-1)?.rssMb ?? NaN];
    const grew = last - first;
    return {
      figures: { seen, grewMb: grew, limitMb, growthMb },
      text: `${seen.map(({ requests, rssMb }) => `${requests} requests: ${rssMb?.toFixed(0)} MB`).join('\n')}\nGrew by ${grew.toFixed(1)} MB (below ${growthMb}: ${grew < growthMb ? 'yes' : 'no'}), below ${limitMb} MB: ${last < limitMb ? 'yes' : 'no'}`,
    };
  } finally {
    await stage.close();
  }
}

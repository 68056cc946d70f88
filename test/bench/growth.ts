import type { Cluster } from './data/template.ts';
import type { Size } from './data/sizes.ts';
import { makeTrials, measure, median, type Effort } from './measure.ts';
import { table } from './report.ts';
import { openStage } from './stage.ts';

const grown = ['Q1', 'Q2', 'Q3', 'Q5'];

interface Growth { effort: Effort; only: readonly string[]; say: (line: string) => void; sizes?: [Size, Size] }

/** Medians of ours at two sizes, measured by turns: how much slower a larger firm is served. */
export async function runGrowth(cluster: Cluster, { effort, only, say, sizes: [least, most] = ['S', 'M'] }: Growth): Promise<{ text: string; figures: object }> {
  const wanted = only.length > 0 ? only : grown;
  const small = await openStage(cluster, least, say);
  try {
    const large = await openStage(cluster, most, say);
    try {
      const [ofSmall, ofLarge] = [await makeTrials(small, wanted, effort.clients, say), await makeTrials(large, wanted, effort.clients, say)];
      const turns = ofSmall.flatMap((trial, index) => {
        const other = ofLarge[index];
        return other ? [{ stage: small, trial }, { stage: large, trial: other }] : [];
      });
      const measured = await measure(turns, effort, ['ours']);
      const rows = ofSmall.map(({ name, title }, index) => {
        const [s, m] = [measured[index * 2]?.ours.p50 ?? NaN, measured[index * 2 + 1]?.ours.p50 ?? NaN];
        return { name, title, s, m, ratio: m / s };
      });
      return {
        figures: Object.fromEntries(rows.map(({ name, ...row }) => [name, row])),
        text: `${table([['', '', `${least} ms`, `${most} ms`, `${most} / ${least}`], ...rows.map(({ name, title, s, m, ratio }) => [name, title, s.toFixed(2), m.toFixed(2), ratio.toFixed(2)])])}\nMedian of the ratios: ${median(rows.map(({ ratio }) => ratio)).toFixed(2)}`,
      };
    } finally {
      await large.close();
    }
  } finally {
    await small.close();
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A question in business words: the first line of its file is `# title`. */
export interface Example { name: string; title: string; query: string }

const folder = path.join(import.meta.dirname, 'examples');

/** The examples in the order of their file names. */
export function readExamples(): Example[] {
  return readdirSync(folder).filter((file) => file.endsWith('.graphql')).sort().map((file) => {
    const query = readFileSync(path.join(folder, file), 'utf8');
    const [first = ''] = query.split('\n', 1);
    return { name: file.slice(0, -'.graphql'.length), title: first.replace(/^#\s*/, ''), query };
  });
}

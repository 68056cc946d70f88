import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks on standard error and reads one line: unseen from a terminal, else the first line of standard input. */
export async function askSecret(question: string): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal });
  if (terminal) process.stderr.write(`${question} `);
  try {
    for await (const line of reader) return line;
    return '';
  } finally {
    reader.close();
    if (terminal) process.stderr.write('\n');
  }
}

// HESABU_LANE=compare: every answer of the compiled lane is given by the general lane, too, and must be the same to the byte.

type Answer = { text: string; headers: string };

// How long a question took differs by nature.
const elapsed = /"elapsedMs":\d+/g;
const timeless = ({ text, headers }: Answer): string =>
  (text.includes('"elapsedMs":') ? `${text.replace(elapsed, '"elapsedMs":0')}\n${headers.replace(/^content-length: .*$/m, '')}` : `${text}\n${headers}`);

const told = (headers: Iterable<[string, string]>): string =>
  [...headers].map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort().join('\n');

/** What the compiled lane's answer looks like on the wire. */
export const asSent = (text: string, type: string, requestId: string): Answer =>
  ({ text, headers: told([['content-type', type], ['content-length', String(Buffer.byteLength(text))], ['x-request-id', requestId]]) });

export async function asReceived(response: Response): Promise<Answer> {
  return { text: await response.text(), headers: told(response.headers) };
}

/** The two lanes answered one operation differently. */
export class LanesDiffer extends Error {
  constructor(operation: string, compiled: Answer, general: Answer) {
    const at = [...compiled.text].findIndex((sign, index) => sign !== general.text[index]);
    const near = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
    super(`The lanes differ at ${at} of\n${operation}\ncompiled: …${near(compiled.text)}…\n${compiled.headers}\ngeneral: …${near(general.text)}…\n${general.headers}`);
  }
}

const ATTEMPTS_MAX = 5;

/** Compares until both have read the same state: others may write between the two. */
export async function demandSame(operation: string, first: Answer, again: { compiled: () => Promise<Answer | undefined>; general: () => Promise<Answer> }): Promise<void> {
  let compiled: Answer | undefined = first;
  for (let attempt = 1; compiled; attempt += 1) {
    const general = await again.general();
    if (timeless(general) === timeless(compiled)) return;
    if (attempt === ATTEMPTS_MAX) throw new LanesDiffer(operation, compiled, general);
    compiled = await again.compiled();
  }
}


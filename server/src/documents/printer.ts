// Threads that set pages, beside the one that answers requests: at most two, begun when they are needed, ended when they are not.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Laid } from './layOut.ts';
import type { Made, Order } from './typesetter.ts';

/** A file as it was set, and how many pages it has. */
export interface Printed { file: Buffer; pages: number }
interface Asked { order: Order; resolve: (made: Printed) => void; reject: (error: Error) => void }
interface Thread { worker: Worker; busy: Asked | undefined; idle: NodeJS.Timeout | undefined; late: NodeJS.Timeout | undefined }

const THREADS_MAX = Math.max(1, Math.min(2, availableParallelism()));
const IDLE_MS = 60_000;
/** No page set takes so long; what does is given up with its thread. */
const LATE_MS = 60_000;
/** Waiting beyond this is refused: the machine is busy with others' papers. */
const WAITING_MAX = 500;

/** Pages that could not be set; `isBusy`: that were not tried, as too many wait. */
export class NotPrinted extends Error {
  readonly isBusy: boolean;
  constructor(problem: string, isBusy = false) {
    super(problem);
    this.isBusy = isBusy;
  }
}

const threads = new Set<Thread>();
const waiting: Asked[] = [];

function end(thread: Thread, problem?: string): void {
  if (!threads.delete(thread)) return;
  clearTimeout(thread.idle);
  clearTimeout(thread.late);
  thread.busy?.reject(new NotPrinted(problem ?? 'The thread ended.'));
  void thread.worker.terminate();
  if (waiting.length > 0) next();
}

function finished(thread: Thread, { file, pages, problem }: Made): void {
  const { busy } = thread;
  thread.busy = undefined;
  clearTimeout(thread.late);
  if (file) busy?.resolve({ file: Buffer.from(file.buffer, file.byteOffset, file.byteLength), pages: pages ?? 1 });
  else busy?.reject(new NotPrinted(problem ?? 'not set'));
  next();
}

// A thread finds its files as the process does.
const execArgv = process.execArgv.filter((flag) => flag.endsWith('/untyped.mjs'));

function begin(): Thread {
  const worker = new Worker(new URL('./typesetter.ts', import.meta.url), { name: 'typesetter', execArgv });
  worker.unref();
  const thread: Thread = { worker, busy: undefined, idle: undefined, late: undefined };
  worker.on('message', (made: Made) => finished(thread, made)).on('error', (error) => end(thread, error instanceof Error ? error.message : String(error))).on('exit', () => end(thread));
  threads.add(thread);
  return thread;
}

function next(): void {
  const free = [...threads].find(({ busy }) => !busy);
  const asked = waiting.shift();
  if (!asked) {
    if (!free) return;
    clearTimeout(free.idle);
    free.idle = setTimeout(() => end(free), IDLE_MS);
    free.idle.unref();
    return;
  }
  const thread = free ?? (threads.size < THREADS_MAX ? begin() : undefined);
  if (!thread) { waiting.unshift(asked); return; }
  clearTimeout(thread.idle);
  thread.busy = asked;
  thread.worker.ref();
  thread.late = setTimeout(() => end(thread, 'It took too long.'), LATE_MS);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  thread.worker.postMessage(asked.order);
  if (waiting.length > 0) next();
}

/** The pages as PDF, or as one picture. Throws NotPrinted. */
export async function print(laid: Laid, as: Order['as'] = 'pdf'): Promise<Printed> {
  if (waiting.length >= WAITING_MAX) throw new NotPrinted('Too many documents wait to be printed.', true);
  try {
    return await new Promise((resolve, reject) => { waiting.push({ order: { laid, as }, resolve, reject }); next(); });
  } finally {
    for (const { worker, busy } of threads) if (!busy) worker.unref();
  }
}

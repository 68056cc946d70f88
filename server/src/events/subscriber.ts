import { cursorOf, type Place } from './feedPlace.ts';
import type { Change, Page } from './readFeed.ts';

/** One message of the feed. */
export interface Message { cursor: string; isResync: boolean; changes: Change[] }

export const MESSAGE_CHANGES_MAX = 100;
const WAITING_MAX = 5000;

type Step = IteratorResult<Message, undefined>;
const ended: Step = { done: true, value: undefined };

/**
 * One who listens: an iterator that ends at once when it is told to, also while it waits. Who is too slow loses what waits
 * and is told to read again.
 */
export class Subscriber implements AsyncIterableIterator<Message, undefined> {
  private readonly messages: Message[] = [];
  private readonly asked: ((step: Step) => void)[] = [];
  private waiting = 0;
  private isEnded = false;
  private readonly whenEnded: () => void;

  constructor(whenEnded: () => void) {
    this.whenEnded = whenEnded;
  }

  /** The changes of a page that this one wants and may see, in messages of at most a hundred. */
  deliver({ before, place }: Page, changes: Change[]): void {
    for (let start = 0; start < changes.length; start += MESSAGE_CHANGES_MAX) {
      const part = changes.slice(start, start + MESSAGE_CHANGES_MAX);
      const isLast = start + MESSAGE_CHANGES_MAX >= changes.length;
      this.push({ changes: part, isResync: false, cursor: cursorOf(isLast ? place : { ...before, sequence: part.at(-1)?.sequence ?? '0' }) });
    }
  }

  /** A message without changes: where it is, and whether all has to be read again. */
  tell(place: Place, isResync = false): void {
    this.push({ changes: [], isResync, cursor: cursorOf(place) });
  }

  private push(message: Message): void {
    if (this.isEnded) return;
    const first = this.asked.shift();
    if (first) { first({ done: false, value: message }); return; }
    this.waiting += message.changes.length;
    if (this.waiting <= WAITING_MAX) { this.messages.push(message); return; }
    this.messages.splice(0, Infinity, { cursor: message.cursor, isResync: true, changes: [] });
    this.waiting = 0;
  }

  next(): Promise<Step> {
    const message = this.messages.shift();
    if (message) {
      this.waiting -= message.changes.length;
      return Promise.resolve({ done: false, value: message });
    }
    return this.isEnded ? Promise.resolve(ended) : new Promise((resolve) => { this.asked.push(resolve); });
  }

  /** What waits is still given; then it ends. */
  end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    for (const resolve of this.asked.splice(0)) resolve(ended);
    this.whenEnded();
  }

  return(): Promise<Step> {
    this.messages.length = 0;
    this.end();
    return Promise.resolve(ended);
  }

  throw(): Promise<Step> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

// The live feed of one server: one listener and one statement a wake, however many subscribe.
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import sql, { type Sql } from 'sql-template-tag';
import type { Db } from '../shared/db.ts';
import type { Viewer } from '../shared/viewer.ts';
import type { Place } from './feedPlace.ts';
import { hearNews } from './hearNews.ts';
import { presentPlace, readFeed, type Change, type Page } from './readFeed.ts';
import { recordTypes, type RecordType } from './recordTypes.ts';
import { Subscriber } from './subscriber.ts';
import { ofVisibleSubjects } from './visibleSubjects.ts';

export const SUBSCRIPTIONS_MAX = 5;
const CATCH_UP_MAX = 10_000;
const LIFE_MS = 3_600_000;
const POLL_MS = 2000;
const CHECK_MS = 60_000;

export interface Wanted {
  viewer: Viewer;
  /** The session or key, of which at most five may listen. */
  asker: string;
  /** Undefined: all. */
  types?: readonly RecordType[] | undefined;
  subject?: { type: string; uuid: string } | undefined;
  /** Goes on from here; undefined: from now. */
  after?: Place | undefined;
  /** Whether the session or key still holds, with the same rights. */
  mayStay: () => Promise<boolean>;
}
interface Listener extends Wanted { subscriber: Subscriber; until: number; condition: Sql }
interface Options {
  db: Db;
  /** For LISTEN: past any pooler. */
  url: string;
  now: () => Date;
  log?: Logger;
  /** How often it looks by itself, in case no news came. */
  pollMs?: number;
}

const wants = ({ types, subject }: Listener, change: Change): boolean =>
  (!types || types.includes(change.subjectType)) && (!subject || (subject.type === change.subjectType && subject.uuid === change.subjectId));

export class Feed {
  private readonly options: Options;
  private readonly live = new Set<Listener>();
  private joining: Listener[] = [];
  private place: Place | undefined;
  private news: Promise<{ close(): Promise<void> }> | undefined;
  private timers: NodeJS.Timeout[] = [];
  private running: Promise<void> | undefined;
  private again = false;
  private wasDeaf = false;
  private isClosed = false;

  constructor(options: Options) {
    this.options = options;
  }

  now(): Date {
    return this.options.now();
  }

  /** How many listen now. */
  get size(): number {
    return this.live.size + this.joining.length;
  }

  /** Listens from now or from a place; refuses a sixth subscription of the same session or key. */
  subscribe(wanted: Wanted): Subscriber {
    const own = [...this.live, ...this.joining].filter(({ asker }) => asker === wanted.asker);
    if (own.length >= SUBSCRIPTIONS_MAX) {
      throw new GraphQLError(`At most ${SUBSCRIPTIONS_MAX} subscriptions at a time.`, { extensions: { code: 'RATE_LIMITED', limit: SUBSCRIPTIONS_MAX, http: { status: 429 } } });
    }
    const subscriber = new Subscriber(() => this.leave(listener));
    const condition = ofVisibleSubjects('e', wanted.viewer, recordTypes) ?? sql`TRUE`;
    const listener: Listener = { ...wanted, subscriber, condition, until: this.options.now().getTime() + LIFE_MS };
    if (this.isClosed) { subscriber.end(); return subscriber; }
    this.joining.push(listener);
    this.start();
    this.wake();
    return subscriber;
  }

  private leave(listener: Listener): void {
    this.live.delete(listener);
    this.joining = this.joining.filter((each) => each !== listener);
  }

  private start(): void {
    // What was announced while it was still connecting is looked for once it hears.
    this.news ??= hearNews({ url: this.options.url, onNews: () => this.wake(), onHeardAgain: () => { this.wasDeaf = true; this.wake(); } })
      .then((news) => { this.wake(); return news; });
    if (this.timers.length === 0) {
      this.timers = [setInterval(() => this.wake(), this.options.pollMs ?? POLL_MS), setInterval(() => void this.check(), CHECK_MS)];
    }
  }

  /** Looks for what is new, soon; calls that come meanwhile share the next look. */
  wake(): void {
    if (this.isClosed || this.size === 0) return;
    if (this.running) { this.again = true; return; }
    this.running = this.look()
      .catch((error: unknown) => this.warn(error)) // the next look reads on from the same place
      .finally(() => { this.running = undefined; if (this.again) { this.again = false; this.wake(); } });
  }

  private warn(error: unknown): void {
    this.options.log?.warn({ err: error }, 'the live feed could not be read');
  }

  private async look(): Promise<void> {
    const here = this.live.size > 0 && this.place ? await this.readOn(this.place) : await presentPlace(this.options.db);
    this.place = here;
    for (const listener of this.joining) {
      // One that failed on its way would be told the same twice: it comes again with its cursor.
      await this.catchUp(listener, here).catch((error: unknown) => { listener.subscriber.end(); this.warn(error); });
      if (!this.joining.includes(listener)) continue; // left meanwhile
      this.leave(listener);
      this.live.add(listener);
    }
  }

  /** What is new for those who listen, in one statement. */
  private async readOn(start: Place): Promise<Place> {
    const { db } = this.options;
    // Listeners of the same rights share a condition.
    const conditions = new Map<string, Sql>();
    const keys = new Map([...this.live].map((each) => [each, `${each.condition.text} ${JSON.stringify(each.condition.values)}`]));
    for (const [{ condition }, key] of keys) conditions.set(key, condition);
    const order = [...conditions.keys()];
    const mustResync = this.wasDeaf;
    let place = start;
    for await (const page of readFeed(db, start, [...conditions.values()])) {
      if (page.isLost) return this.resync(await presentPlace(db));
      for (const [listener, key] of keys) this.deliver(listener, page, order.indexOf(key));
      this.place = place = page.place;
      this.recheck(page.changes);
    }
    return mustResync ? this.resync(place) : place;
  }

  private resync(place: Place): Place {
    this.wasDeaf = false;
    for (const { subscriber } of this.live) subscriber.tell(place, true);
    return place;
  }

  private deliver(listener: Listener, page: Page, condition: number): void {
    listener.subscriber.deliver(page, page.changes.filter((change) => change.seenBy[condition] && wants(listener, change)));
  }

  /** What a returning one missed; from where nobody can tell, or too much, it is told to read again. */
  private async catchUp(listener: Listener, here: Place): Promise<void> {
    const { after, condition, subscriber } = listener;
    let isMissing = after !== undefined && after.cluster !== here.cluster;
    let count = 0;
    if (after && !isMissing) {
      for await (const page of readFeed(this.options.db, after, [condition], here.seen)) {
        count += page.changes.length;
        isMissing = page.isLost || count > CATCH_UP_MAX;
        if (isMissing) break;
        this.deliver(listener, page, 0);
      }
    }
    subscriber.tell(here, isMissing);
  }

  /** Somebody was shut out, or a key revoked: those who listen as they are looked at at once. */
  private recheck(changes: Change[]): void {
    const touched = new Set(changes.filter(({ subjectType }) => subjectType === 'User' || subjectType === 'ApiKey').map(({ subjectId }) => subjectId));
    if (touched.size > 0) void this.check(({ viewer }) => viewer.id !== null && touched.has(viewer.id));
  }

  /** Each minute: ends what has lasted an hour or whose session, key or rights are gone; the others are told where they are. */
  async check(which: (listener: Wanted) => boolean = () => true): Promise<void> {
    const now = this.options.now().getTime();
    await Promise.all([...this.live].filter(which).map(async (listener) => {
      const stays = now < listener.until && await listener.mayStay().catch(() => true); // the database is away: the next check tells
      if (!stays) return listener.subscriber.end();
      while (this.running) await this.running; // a look moves the place
      if (this.place && this.live.has(listener)) listener.subscriber.tell(this.place);
    }));
  }

  /** Ends every subscription: clients come again, to this server or another. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const { subscriber } of [...this.live, ...this.joining]) subscriber.end();
    await this.running;
    await (await this.news)?.close();
  }
}

const feeds = new WeakMap<Db, Feed>();

/** Opens the feed of a server; it costs nothing before somebody subscribes. */
export function openFeed(options: Options): Feed {
  const feed = new Feed(options);
  feeds.set(options.db, feed);
  return feed;
}
export function feedOf(db: Db): Feed {
  const feed = feeds.get(db);
  if (!feed) throw new Error('This database has no live feed');
  return feed;
}

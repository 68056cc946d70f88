// Waking those who wait for events: after the commit, and at most twenty times a second.
import sql from 'sql-template-tag';
import type { Db } from './db.ts';
import { apart } from './holding.ts';

/** The channel on which PostgreSQL tells every process that there are new events. */
export const NEWS_CHANNEL = 'hesabu_event';
const GAP_MS = 50;
const planned = new WeakSet<Db>();

/** Tells all processes soon that something happened. It only wakes; who waits also looks by itself now and then. */
export function announce(db: Db): void {
  if (planned.has(db)) return;
  planned.add(db);
  apart(() => setTimeout(() => {
    planned.delete(db);
    db.rows(sql`SELECT pg_notify(${NEWS_CHANNEL}, '')`).catch(() => undefined); // the database is away: they poll
  }, GAP_MS)).unref();
}

import type { Channel, CompanyRow, Role } from '../generated/rows.ts';
import type { Asker } from './asker.ts';
import type { Db } from './db.ts';
import type { Day } from './time.ts';

/** Who asks, with what rights. */
export interface Viewer {
  kind: 'STAFF' | 'PARTNER' | 'SYSTEM';
  /** User or key; null for the system itself. */
  id: string | null;
  name: string;
  role: Role;
  permissions: ReadonlySet<string>;
  /** Restricts a person of role SALES to the own customers. */
  salesPersonId: string | null;
  locale: string;
  timeZone: string | null;
}

/** What every action, report and field knows of its request. */
export interface Context {
  db: Db;
  /** The instant of the request. */
  now: Date;
  /** The day of `now` in the company's time zone. */
  today: Day;
  viewer: Viewer;
  company: CompanyRow;
  channel: Channel;
  requestId: string;
  /** Set where the viewer was remembered: an action that loads together asks whether it still holds; no other takes it. */
  asker?: Asker;
  /** Sets the database's clock to `now` in each transaction: tests and the demo company only. */
  pinsClock?: boolean;
}

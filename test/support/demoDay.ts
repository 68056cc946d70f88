import { addDays, dayIn, type Day } from '../../server/src/shared/time.ts';

/** The day where the demo company is, so many days on: for a third of each day, the one before the day in UTC. */
export const demoDay = (days = 0): Day => addDays(dayIn(new Date(), 'America/Los_Angeles'), days);

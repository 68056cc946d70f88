import { describe, expect, it } from 'vitest';
import { addDays, dayIn, daysBetween, isTimeZone, parseDay, type Day } from '../../server/src/shared/time.ts';

describe('days', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '20260101', 'today', ''])('there is no day %s', (text) => expect(parseDay(text)).toBeUndefined());
  it.each(['2024-02-29', '1996-07-04', '9999-12-31'])('there is a day %s', (text) => expect(parseDay(text)).toBe(text));
  it('crosses months and years', () => {
    expect(addDays('2026-12-31' as Day, 1)).toBe('2027-01-01');
    expect(daysBetween('2026-02-28' as Day, '2026-03-01' as Day)).toBe(1);
  });
  it('knows that it is already tomorrow in Nairobi, and still yesterday in Los Angeles', () => {
    const instant = new Date('2026-11-22T22:30:00Z');
    expect([dayIn(instant, 'Africa/Nairobi'), dayIn(instant, 'UTC'), dayIn(new Date('2026-11-22T03:00:00Z'), 'America/Los_Angeles')])
      .toEqual(['2026-11-23', '2026-11-22', '2026-11-21']);
  });
  it('knows time zones by name', () => expect([isTimeZone('Europe/Paris'), isTimeZone('Mars/Base')]).toEqual([true, false]));
});

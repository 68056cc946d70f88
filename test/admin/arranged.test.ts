// Which actions of a record stand beside its title, and which are in its menu.
import { describe, expect, it } from 'vitest';
import { arranged, type Offer } from '../../admin/src/shared/record/arranged.ts';

interface Named { name: string; primary: boolean; danger: boolean }
/** "ship*" is the usual next step, "cancel!" is dangerous, "bill?" is not allowed now. */
const offers = (text: string): Offer<Named>[] => text.split(' ').filter(Boolean).map((word) => ({
  action: { name: word.replace(/\W/g, ''), primary: word.includes('*'), danger: word.includes('!') },
  reason: word.includes('?') ? 'Not now' : undefined,
}));
const names = (found: readonly Offer<Named>[]) => found.map(({ action }) => action.name).join(' ');

describe('the actions of a record', () => {
  it.each([
    ['four are all beside the title, whatever they are', 'a b? c! d', 3, 'a b c d', ''],
    ['of five the first three that are allowed', 'a b c d e', 3, 'a b c', 'd e'],
    ['the usual next step first, in its place', 'a b c d ship*', 3, 'a b ship', 'c d'],
    ['a next step that is not allowed stays to say why', 'ship*? a b c d', 3, 'ship a b', 'c d'],
    ['what is not allowed waits in the menu', 'a? b? c d e', 3, 'c d e', 'a b'],
    ['what is dangerous comes last in the menu', 'a b cancel! c merge! d', 3, 'a b c', 'd cancel merge'],
    ['nothing allowed is a menu alone', 'a? b? c? d! e?', 3, '', 'a b c e d'],
    ['a phone has one beside the title', 'a b c', 1, 'a', 'b c'],
    ['and both of two', 'a b', 1, 'a b', ''],
    ['none is nothing', '', 3, '', ''],
  ])('%s', (_, given, most, beside, more) => {
    const found = arranged(offers(given), most);
    expect([names(found.beside), names(found.more)]).toEqual([beside, more]);
  });
});

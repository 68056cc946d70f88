import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { newApiKey, prefixOf } from '../../server/src/access/apiKeys.ts';
import { isCommonPassword } from '../../server/src/access/commonPasswords.ts';
import { policy } from '../../server/src/access/policy.ts';
import { demandOwnerLeft, lockedAfter } from '../../server/src/access/rules.ts';

const now = new Date('2026-03-01T12:00:00Z');

describe('an account after failed sign-ins', () => {
  it.each([[1, 0], [4, 0], [5, 1], [6, 2], [7, 4], [8, 8], [9, 16], [10, 900], [11, 900], [1000, 900]])(
    'is shut after %i failures for %i seconds', (failures, seconds) => {
      const until = lockedAfter(failures, now);
      expect(until === null ? 0 : (until.getTime() - now.getTime()) / 1000).toBe(seconds);
    });
});

describe('the last active owner', () => {
  const owner = { id: 'a', name: 'Ann', role: 'OWNER', isActive: true } as const;
  const cases: [string, typeof owner | { id: string; name: string; role: 'SALES'; isActive: boolean }, { role: 'OWNER' | 'SALES'; isActive: boolean }, string[], boolean][] = [
    ['may not be demoted', owner, { role: 'SALES', isActive: true }, ['a'], true],
    ['may not be shut out', owner, { role: 'OWNER', isActive: false }, ['a'], true],
    ['may be renamed', owner, { role: 'OWNER', isActive: true }, ['a'], false],
    ['may go where another remains', owner, { role: 'SALES', isActive: false }, ['a', 'b'], false],
    ['is no concern of a seller', { id: 'c', name: 'C', role: 'SALES', isActive: true }, { role: 'SALES', isActive: false }, ['a'], false],
  ];
  it.each(cases)('%s', (_name, user, after, owners, refused) => {
    const demand = () => demandOwnerLeft(user, after, owners.map((id) => ({ id })));
    if (refused) expect(demand).toThrow('LAST_OWNER');
    else expect(demand).not.toThrow();
  });
});

describe('a password', () => {
  it.each(['password', 'Password1', 'P@ssw0rd!', 'passwort2024', '12345678', 'qwertyuiop', 'aaaaaaaa', 'abcabcabc', 'letmein123',
    'Welcome2026!', 'sunshine', '87654321', 'northwind1', 'Summer2026', '19841984'])('%s is among the first that are guessed', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });
  it.each(['correct horse battery', 'hesabu-demo', 'Tr4ktor-im-Regen', 'möwe über dem hafen', 'kT9#vLq2xW'])('%s is not', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});

describe('an API key', () => {
  it('carries a checksum by which a scanner knows it, and shows no secret in its prefix', () => {
    fc.assert(fc.property(fc.constant(undefined), () => {
      const key = newApiKey();
      const [, body = '', sum = ''] = /^(hsk_live_.{43})_([0-9a-f]{8})$/.exec(key) ?? [];
      expect(crc32(body).toString(16).padStart(8, '0')).toBe(sum);
      expect(prefixOf(key)).toHaveLength(15);
    }), { numRuns: 20 });
  });
});

it('every permission is held by the owner, but only when somebody needs it', () => {
  for (const [permission, roles] of Object.entries(policy)) {
    expect(roles, permission).toContain('OWNER');
    expect(new Set(roles).size, permission).toBe(roles.length);
  }
});

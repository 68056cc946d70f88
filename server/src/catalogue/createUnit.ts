import sql from 'sql-template-tag';
import type { UnitDimension, UnitRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { choice, id, integer, optional, quantity, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import type { Quantity } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { UnitInUse } from './refusals.ts';
import { ratio } from './units.ts';

const MILLION = 1_000_000n;
const others = {
  decimals: integer({ max: 6 }), rounding: optional(choice('UnitRounding')),
  dimension: { ...optional(choice('UnitDimension')), describe: 'What it measures, if any two of that convert: then say its size, too.' },
  size: { ...optional(quantity()), describe: 'How many pieces, grams, millilitres, millimetres or seconds one of it (or `of` many of it) is.' },
  of: { ...optional(quantity()), describe: 'How many of the unit have that size; 1 when left out.' },
};

interface Given { dimension?: UnitDimension | null; size?: Quantity | null; of?: Quantity | null }

/** The factor of a unit into its dimension's base; refuses a dimension without a size and the other way round. */
function measured({ dimension, size, of }: Given): Pick<UnitRow, 'dimension' | 'numerator' | 'denominator'> {
  if (dimension && !size) throw fieldRefused(['size'], 'required');
  if (!dimension && size) throw fieldRefused(['dimension'], 'required');
  if (!dimension || !size) return { dimension: null, numerator: null, denominator: null };
  return { dimension, ...ratio(size, of ?? MILLION) };
}

export const createUnit = action({
  name: 'createUnit', permission: 'catalogue.manage',
  describe: 'Adds a unit in which quantities are counted: its decimal places, how computed quantities are rounded to them, and what it measures.',
  input: { code: text({ max: 20 }), name: text({ max: 100 }), ...others },
  refusals: [], payload: { unit: 'record:Unit' },
  load: (tx, { code }) => tx.rows<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`),
  decide: (taken, { code, name, decimals, rounding, ...given }, ctx) => {
    if (taken.length > 0) throw fieldRefused(['code'], 'taken');
    const unit = ctx.newId();
    return {
      rows: [insert('Unit', { id: unit, code, name, decimals, rounding: rounding ?? 'HALF_AWAY', ...measured(given) })],
      events: [{ kind: 'unitCreated', subjectType: 'Unit', subjectId: unit, data: { code } }],
      result: { unit },
    };
  },
});

export const updateUnit = action({
  name: 'updateUnit', permission: 'catalogue.manage',
  describe: 'Changes a unit. Once products are counted in it, it may get more decimal places but not fewer, and what it measures stays.',
  input: { unitId: id('Unit'), version: integer(), name: optional(text({ max: 100 })), ...others, decimals: optional(others.decimals) },
  refusals: [UnitInUse], payload: { unit: 'record:Unit' },
  load: async (tx, { unitId }) => {
    const unit = await lockRow(tx, 'Unit', unitId);
    const [use] = await tx.rows<{ used: boolean }>(sql`SELECT EXISTS (SELECT FROM "Product" WHERE "unitId" = ${unitId})
      OR EXISTS (SELECT FROM "ProductUnit" WHERE "unitId" = ${unitId} OR "perUnitId" = ${unitId}) OR EXISTS (SELECT FROM "RecipeLine" WHERE "unitId" = ${unitId}) AS used`);
    return { unit, isUsed: !!use?.used };
  },
  decide: ({ unit, isUsed }, { version, ...sent }, ctx) => {
    const asked = sent.dimension !== undefined || sent.size !== undefined;
    const after: Partial<UnitRow> = { ...patchOf('Unit', sent, ['name', 'decimals', 'rounding']), ...(asked ? measured(sent) : {}) };
    demandVersion('Unit', unit, version, after, ctx.company.currencyCode);
    const changes = changesOf('Unit', unit, after, ctx.company.currencyCode);
    if (isUsed && (after.decimals ?? unit.decimals) < unit.decimals) throw UnitInUse({ unitName: unit.name, field: 'decimals' });
    if (isUsed && ('dimension' in changes || 'numerator' in changes || 'denominator' in changes)) throw UnitInUse({ unitName: unit.name, field: 'dimension' });
    return {
      rows: [update('Unit', unit.id, { ...after, version: unit.version + 1 })],
      events: [{ kind: 'unitUpdated', subjectType: 'Unit', subjectId: unit.id, changes }],
      result: { unit: unit.id },
    };
  },
});

// What a scanned code means: a product, and how many of it what bears the code holds.
import sql from 'sql-template-tag';
import { parseQuantity, type Quantity } from '../shared/quantity.ts';
import { text } from '../shared/input.ts';
import { report } from '../shared/report.ts';
import { conversionsOf, convert, type Definition, type UnitFacts } from './units.ts';

interface Row {
  product: string; unit: string | null; stockUnitId: string; decimals: number;
  definitions: { unitId: string; perUnitId: string; numerator: string; denominator: string }[] | null;
  units: (Pick<UnitFacts, 'id' | 'code' | 'decimals' | 'rounding' | 'dimension'> & { numerator: string | null; denominator: string | null })[] | null;
}

const single = parseQuantity('1') as Quantity;
const factor = (numerator: string | null) => (numerator === null ? null : BigInt(numerator));

/** How many of the product's own unit one of the code's unit is: one where it says none. */
function holding({ unit, stockUnitId, decimals, definitions, units }: Row): Quantity {
  if (unit === null) return single;
  const known = (units ?? []).map((each): UnitFacts => ({ ...each, numerator: factor(each.numerator), denominator: factor(each.denominator) }));
  const told = (definitions ?? []).map((each): Definition => ({ ...each, numerator: BigInt(each.numerator), denominator: BigInt(each.denominator) }));
  const per = conversionsOf(stockUnitId, told, new Map(known.map((each) => [each.id, each]))).factors.get(unit);
  const held = per && convert(single, per, decimals);
  // The unit was taken away from the product since: a code of it then counts one.
  return held && 'exact' in held ? held.exact : single;
}

/** Products by a barcode or a SKU, at most ten; a barcode of a case tells its pieces. */
export const scannedProducts = report({
  args: { code: text({ max: 60 }) },
  statement: ({ code }) => sql`SELECT p.id AS product, b."unitId" AS unit, p."unitId" AS "stockUnitId", u.decimals,
    CASE WHEN b."unitId" IS NOT NULL THEN (SELECT json_agg(json_build_object('unitId', d."unitId", 'perUnitId', d."perUnitId", 'numerator', d.numerator::text, 'denominator', d.denominator::text))
      FROM "ProductUnit" d WHERE d."productId" = p.id) END AS definitions,
    CASE WHEN b."unitId" IS NOT NULL THEN (SELECT json_agg(json_build_object('id', x.id, 'code', x.code, 'decimals', x.decimals, 'rounding', x.rounding, 'dimension', x.dimension,
      'numerator', x.numerator::text, 'denominator', x.denominator::text)) FROM "Unit" x) END AS units
    FROM "Product" p JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "Barcode" b ON b."productId" = p.id AND b.code = ${code}::text
    WHERE b.id IS NOT NULL OR lower(p.sku) = lower(${code}::text) ORDER BY p.name, p.id LIMIT 10`,
  make: (rows: Row[]) => rows.map((row) => ({ product: row.product, unit: row.unit, quantity: holding(row) })),
});

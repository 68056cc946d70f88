import type { Check } from '../verify.ts';

const follows = (field: string, template = `t."${field}"`) => `('${field}' = ANY(p."ownFields") OR p."${field}" IS NOT DISTINCT FROM ${template})`;

export const variantChecks: readonly Check[] = [
  {
    check: 'a variant has one value of each option of its template',
    sql: `SELECT p.id, p.sku, n.no FROM "Product" p CROSS JOIN LATERAL (VALUES (1, p."option1Id"), (2, p."option2Id"), (3, p."option3Id")) n (no, "valueId")
      LEFT JOIN "ProductOption" o ON o."templateId" = p."templateId" AND o.no = n.no LEFT JOIN "ProductOptionValue" v ON v.id = n."valueId"
      WHERE p."templateId" IS NOT NULL AND v."optionId" IS DISTINCT FROM o.id`,
  },
  {
    check: 'what is not a variant\'s own is its template\'s',
    sql: `SELECT p.id, p.sku, t.code FROM "Product" p JOIN "ProductTemplate" t ON t.id = p."templateId"
      LEFT JOIN "ProductOptionValue" a ON a.id = p."option1Id" LEFT JOIN "ProductOptionValue" b ON b.id = p."option2Id" LEFT JOIN "ProductOptionValue" c ON c.id = p."option3Id"
      WHERE NOT (${follows('name', 'left(concat_ws(\', \', t.name, a.name, b.name, c.name), 200)')}
        AND ${['description', 'categoryId', 'unitId', 'taxCodeId', 'isStocked', 'isJit', 'costingMethod', 'tracking', 'shelfLifeDays', 'weight'].map((field) => follows(field)).join(' AND ')})`,
  },
  {
    check: 'a price until further notice that a variant has from its template is the template\'s',
    sql: `SELECT l.id, p.sku, l."unitPrice", t."unitPrice" AS "templatePrice" FROM "ListPrice" l JOIN "Product" p ON p.id = l."productId" LEFT JOIN "ProductTemplate" t ON t.id = p."templateId"
      WHERE l."isInherited" AND l."validTo" IS NULL AND l."unitPrice" IS DISTINCT FROM t."unitPrice"`,
  },
];

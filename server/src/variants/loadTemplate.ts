import sql from 'sql-template-tag';
import type { ProductRow, ProductTemplateRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { axesOf, type Axis } from './rules.ts';

export interface Template { template: ProductTemplateRow; axes: Axis[] }

/** A template with its options; locked, so that its variants are made and changed one after another. */
export async function loadTemplate(tx: Queryable, templateId: string, { lock = true } = {}): Promise<Template> {
  const template = await (lock ? lockRow : readRow)(tx, 'ProductTemplate', templateId);
  const options = await selectRows(tx, 'ProductOption', sql`t."templateId" = ${templateId}`);
  const values = await selectRows(tx, 'ProductOptionValue', sql`t."optionId" = ANY(${options.map(({ id }) => id)}::uuid[])`);
  return { template, axes: axesOf(options, values) };
}

/** All variants of a template, locked in the order of their ids. */
export const lockVariants = (tx: Queryable, templateId: string): Promise<ProductRow[]> =>
  selectRows(tx, 'Product', sql`t."templateId" = ${templateId}`, { lock: true });

// Gives every declared field that has no name in the message catalogue one made from its own: to be read and bettered
// by a person. test/analytics/labels.test.ts fails while a field has none. Run: node tools/labels.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

await import('../server/src/schema.ts');
const { entities } = await import('../server/src/shared/entity.ts');
const file = join(root, 'server/src/messages/en.json');
const catalogue = JSON.parse(readFileSync(file, 'utf8'));

const words = (name) => name.replace(/^is(?=[A-Z])/, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
const humanised = (name) => words(name).replace(/^./, (first) => first.toUpperCase()).replace(/\bSku\b/i, 'SKU');
let added = 0;
for (const { name, fields, ones } of entities.values()) {
  for (const field of [...Object.keys(fields), ...Object.keys(ones)]) {
    const key = `field.${name}.${field}`;
    if (key in catalogue) continue;
    catalogue[key] = humanised(field);
    added += 1;
  }
}
const sorted = Object.fromEntries(Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1)));
if (added > 0) writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
console.log(`${added} names added`);

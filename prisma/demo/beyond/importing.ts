// A list from a trade fair, taken over as people take over lists: two of its rows are not right.
import sql from 'sql-template-tag';
import { configureImport } from '../../../server/src/imports/configureImport.ts';
import { keepFile } from '../../../server/src/imports/keepFile.ts';
import { runImport } from '../../../server/src/imports/runImport.ts';
import { workOn } from '../../../server/src/imports/workOn.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { selectRows } from '../../../server/src/shared/rows.ts';
import { step, type Step } from './firm.ts';

const fileName = 'trade-fair-contacts.csv';
const rows = [
  'Code,Company,E-mail,Phone,Payment days',
  'FAIR1,Alder Street Bistro,alder@example.com,206-555-0111,14',
  'FAIR2,Ballard Fish House,ballard@example.com,206-555-0112,30',
  'FAIR3,Columbia Tea Room,columbia(at)example.com,206-555-0113,14',
  'FAIR4,Duwamish Deli,duwamish@example.com,206-555-0114,14',
  'FAIR5,Elliott Bay Brasserie,elliott@example.com,206-555-0115,30',
  'FAIR6,Fremont Wine Bar,fremont@example.com,206-555-0116,thirty',
  'FAIR7,Greenlake Grocers,greenlake@example.com,206-555-0117,30',
  'FAIR8,Hillside Pantry,hillside@example.com,206-555-0118,14',
];
const fields = ['code', 'name', 'email', 'phone', 'paymentTermDays'];

async function* asChunks(): AsyncGenerator<Buffer> {
  yield Buffer.from(`${rows.join('\r\n')}\r\n`);
}

export const importing: Step = step(0, async (firm) => {
  const { ctx } = firm.demo;
  const [known] = await selectRows(ctx.db, 'Import', sql`t."fileName" = ${fileName}`);
  const id = known?.id ?? await keepFile(ctx, { subject: 'CUSTOMERS', fileName, chunks: asChunks() });
  const importId = globalId('Import', id);
  await firm.act(configureImport, 'import columns', 0, { importId, columns: fields.map((field, column) => ({ column, field })), saveAs: 'Trade fair contacts' });
  await firm.act(runImport, 'import run', 0, { importId });
  await workOn(ctx.db, id, () => ctx.now);
});

// A file taken through all its steps, as the console and the server's work on imports do.
import { keepFile } from '../../server/src/imports/keepFile.ts';
import { checkImport, runImport } from '../../server/src/imports/runImport.ts';
import { configureImport } from '../../server/src/imports/configureImport.ts';
import { mappingOf } from '../../server/src/imports/rules.ts';
import { workOn } from '../../server/src/imports/workOn.ts';
import type { ImportLineRow, ImportRow, ImportSubject } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { readRow } from '../../server/src/shared/rows.ts';
import { decodeAll } from '../../server/src/shared/tables.ts';
import { sql, type Trade } from '../support/trade.ts';

export interface Taken { id: string; globalId: string }
type Options = Record<string, unknown>;
const pieces = async function* (file: Buffer) { for (let at = 0; at < file.length; at += 60_000) yield file.subarray(at, at + 60_000); };

export const importer = (firm: Trade) => {
  const row = (id: string): Promise<ImportRow> => readRow(firm.db, 'Import', id);
  const work = async (id: string) => workOn(firm.db, id, () => new Date(`${firm.day}T09:00:00Z`));
  const self = {
    row, work,
    lines: async (id: string): Promise<ImportLineRow[]> => decodeAll('ImportLine', await firm.db.rows(sql`SELECT * FROM "ImportLine" WHERE "importId" = ${id} ORDER BY line`)),
    keep: async (subject: ImportSubject, file: string | Buffer, fileName = 'file.csv'): Promise<Taken> => {
      const id = await keepFile(await firm.context(), { subject, fileName, chunks: pieces(Buffer.from(file)) });
      return { id, globalId: globalId('Import', id) };
    },
    /** Confirms the guessed columns, with options. */
    configure: async ({ id, globalId: importId }: Taken, options: Options = {}) => {
      const columns = mappingOf(await row(id)).map((field, column) => ({ column, field }));
      await firm.act(configureImport, { importId, columns, ...options });
    },
    check: async ({ id, globalId: importId }: Taken) => {
      await firm.act(checkImport, { importId });
      await work(id);
      return row(id);
    },
    run: async ({ id, globalId: importId }: Taken) => {
      await firm.act(runImport, { importId });
      await work(id);
      return row(id);
    },
    /** All steps of a file. */
    whole: async (subject: ImportSubject, file: string | Buffer, options: Options = {}, fileName?: string) => {
      const taken = await self.keep(subject, file, fileName);
      await self.configure(taken, options);
      await self.check(taken);
      return { ...taken, row: await self.run(taken) };
    },
    /** What is wrong with a file's rows: "line field code". */
    wrong: async (id: string): Promise<string[]> => (await self.lines(id)).flatMap(({ line, issues }) =>
      ((issues ?? []) as { field: string | null; code: string }[]).map(({ field, code }) => `${line} ${field ?? '-'} ${code}`)),
    counts: ({ created, changed, unchanged, failed }: ImportRow) => ({ created, changed, unchanged, failed }),
  };
  return self;
};

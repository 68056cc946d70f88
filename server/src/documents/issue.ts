// A document as PDF: the record is looked up under the rights of who asks, put into words, and set.
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { DocumentKind, Language, LetterheadRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { col, entityOf, quote, visible } from '../shared/entity.ts';
import { uuidOf, type InputKind } from '../shared/input.ts';
import { idArray } from '../shared/parts.ts';
import { Forbidden } from '../shared/perform.ts';
import { selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { documentKinds } from './kinds.ts';
import { languageOf } from './languages.ts';
import { fileNameOf, layOut, type Head, type Laid, type Texts } from './layOut.ts';
import type { Choices } from './loading.ts';
import { print } from './printer.ts';
import type { Sheet } from './sheet.ts';

export interface Wanted { kind: DocumentKind; id: string; /** Undefined: of whom it is for. */ language?: Language | undefined; choices?: Choices }
export interface Issued { file: Buffer; pages: number; fileName: string; language: Language; hash: string }

const plain: Head = {
  language: 'EN', paper: 'A_FOUR', address: null, contact: null, bankDetails: null, colour: '#1f3a5f', logo: null, logoType: null, showsBarcode: true,
};
const noTexts: Texts = { intro: null, closing: null, payment: null, footer: null };

/** The head of an instant: the last one recorded until then, else the first of all. */
export async function headOf(db: Queryable, companyId: string, at: Date | null): Promise<LetterheadRow | undefined> {
  const until = at ? sql`t."recordedAt" <= ${at}` : sql`TRUE`;
  const [then] = await selectRows(db, 'Letterhead', sql`t."companyId" = ${companyId} AND ${until}`, { orderBy: sql`t."recordedAt" DESC, t.id DESC LIMIT 1` });
  if (then || !at) return then;
  const [first] = await selectRows(db, 'Letterhead', sql`t."companyId" = ${companyId}`, { orderBy: sql`t."recordedAt", t.id LIMIT 1` });
  return first;
}

/** The firm's words of an instant: of the kind where it has some, else of all. Each text by itself. */
export async function textsOf(db: Queryable, companyId: string, kind: DocumentKind, language: Language, at: Date | null): Promise<Texts> {
  const rows = await selectRows(db, 'DocumentText', sql`t."companyId" = ${companyId} AND t.language = ${language}::"Language" AND (t.kind IS NULL OR t.kind = ${kind}::"DocumentKind")`,
    { orderBy: sql`t."recordedAt", t.id` });
  const standing = (ofKind: DocumentKind | null) => {
    const own = rows.filter((row) => row.kind === ofKind);
    return own.findLast(({ recordedAt }) => !at || recordedAt <= at) ?? noTexts;
  };
  const [own, general] = [standing(kind), standing(null)];
  return { intro: own.intro ?? general.intro, closing: own.closing ?? general.closing, payment: own.payment ?? general.payment, footer: own.footer ?? general.footer };
}

/** The global id of a record of one of some types, read as its uuid. */
export const anyOf = (types: readonly string[]): InputKind<string> => ({
  shape: { scalar: 'ID' }, optional: false,
  read: (value, path, reading) => {
    const found = uuidOf(String(value));
    if (found && types.includes(found.type)) return found.uuid;
    reading.issues.push({ path, code: 'id_unknown', facts: { type: types.join(', ') } });
    return ''; // never seen: a reading with issues is refused before it is used
  },
});

/** Refuses who may not see the records (FORBIDDEN, NOT_FOUND), and a record that is not of the kind; to be printed, it may be of a kind beside it. Gives their labels. */
export async function demandAllSeen(db: Queryable, kind: DocumentKind, ids: readonly string[], { viewer }: Pick<Context, 'viewer'>, isPrinted = true): Promise<Map<string, string>> {
  const { entity: name, permission, is, label } = documentKinds[kind];
  const entity = entityOf(name);
  for (const each of [entity.permission, permission]) if (each && !viewer.permissions.has(each)) throw new Forbidden(each);
  const condition = is ? sql`${col('t', is.column)}::text = ANY(${[...is.values, ...(isPrinted ? is.besides ?? [] : [])]}::text[])` : sql`TRUE`;
  const rows = await db.rows<{ id: string; label: string | null }>(sql`SELECT t.id, ${col('t', label)} AS label FROM ${quote(entity.table)} t
    WHERE t.id = ANY(${idArray([...ids])}) AND ${visible(entity, 't', viewer)} AND ${condition}`);
  const seen = new Map(rows.map((row) => [row.id, row.label ?? '']));
  const missing = ids.find((each) => !seen.has(each));
  if (missing) throw NotFound({ type: name, id: missing });
  return seen;
}

export interface Written { sheet: Sheet; language: Language; laid: Laid; fileName: string }

/** The head and texts to take instead of those recorded: how a preview of settings looks. */
export interface Instead { head?: Partial<Head>; texts?: Partial<Texts> }

/** Gives a sheet words under the head and texts of its instant. */
export async function layWith(sheet: Sheet, language: Language | undefined, { db, company }: Pick<Context, 'db' | 'company'>, instead: Instead = {}): Promise<Laid> {
  return (await lay(sheet, language, db, company, instead)).laid;
}

async function lay(sheet: Sheet, asked: Language | undefined, db: Queryable, company: Context['company'], instead: Instead): Promise<{ laid: Laid; language: Language }> {
  const head: Head = { ...plain, language: languageOf(company.locale), ...await headOf(db, company.id, sheet.fixedAt), ...instead.head };
  const language = asked ?? sheet.party?.language ?? head.language;
  const texts = { ...await textsOf(db, company.id, sheet.kind, language, sheet.fixedAt), ...given(instead.texts ?? {}) };
  return { laid: layOut(sheet, texts, language, head), language };
}

const given = <T extends object>(values: T): Partial<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Finds a record and gives its document words. */
export async function write(wanted: Wanted, ctx: Context): Promise<Written> {
  await demandAllSeen(ctx.db, wanted.kind, [wanted.id], ctx);
  const sheet = await documentKinds[wanted.kind].load(ctx.db, wanted.id, ctx, wanted.choices ?? {});
  return { sheet, ...await lay(sheet, wanted.language, ctx.db, ctx.company, {}), fileName: fileNameOf(sheet) };
}

/** Tells equal documents apart from changed ones without setting them. The edition of the template is part of it. */
export const hashOf = ({ laid }: Pick<Written, 'laid'>): string => createHash('sha256').update(`1 ${JSON.stringify(laid)}`).digest('hex');

/** A record's document as PDF. Refuses NOT_FOUND; throws Forbidden, NotPrinted. */
export async function issue(wanted: Wanted, ctx: Context): Promise<Issued> {
  const made = await write(wanted, ctx);
  return { ...await print(made.laid), fileName: made.fileName, language: made.language, hash: hashOf(made) };
}

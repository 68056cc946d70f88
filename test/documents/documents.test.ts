// Papers of every kind in every language, under the rights of who asks.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setCustomerCorrespondence } from '../../server/src/documents/correspondence.ts';
import { write } from '../../server/src/documents/issue.ts';
import { setDocumentText, setLetterhead } from '../../server/src/documents/settings.ts';
import type { DocumentKind } from '../../server/src/generated/rows.ts';
import { verify } from '../../server/src/verify.ts';
import { keyOf, openPrintShop, pathOf, uuid, type PrintShop } from './support.ts';
import { sql } from '../support/trade.ts';

let shop: PrintShop;
beforeAll(async () => { shop = await openPrintShop(); });
afterAll(async () => {
  expect((await verify(shop.firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await shop.server.close();
  await shop.firm.close();
});

const languages = ['en', 'zh', 'ar', 'fa', 'sw'];
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const head = { language: 'EN', paper: 'A_FOUR', address: 'Uhuru Street 12\nDar es Salaam', colour: '#1f3a5f', showsBarcode: true };
const idOf = (kind: DocumentKind) => shop.papers[kind] ?? '';

describe('every paper', () => {
  test.each(['QUOTATION', 'ORDER_CONFIRMATION', 'PICK_LIST', 'DELIVERY_NOTE', 'INVOICE', 'CREDIT_NOTE', 'STATEMENT', 'PURCHASE_ORDER', 'QUOTE_REQUEST', 'REMITTANCE_ADVICE'] as const)('of kind %s is a tagged PDF in each language, byte by byte the same', async (kind) => {
    for (const lang of languages) {
      const path = `${pathOf(kind, idOf(kind))}?lang=${lang}`;
      const first = await shop.get(path);
      const pdf = await bytesOf(first);
      expect([first.status, first.headers.get('content-type'), first.headers.get('content-language'), pdf.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', lang, '%PDF-']);
      const text = pdf.toString('latin1');
      expect([text.includes('/StructTreeRoot'), text.includes(`/Lang (${lang}`), text.includes('/MarkInfo'), text.includes('pdfuaid:part')]).toEqual([true, true, true, true]);
      expect((await bytesOf(await shop.get(path))).equals(pdf)).toBe(true);
    }
  });

  test('says all in words of its language', async () => {
    const ctx = await shop.firm.context();
    for (const kind of Object.keys(shop.papers) as DocumentKind[]) {
      for (const language of ['EN', 'ZH', 'AR', 'FA', 'SW'] as const) {
        const { laid } = await write({ kind, id: uuid(idOf(kind)), language }, ctx);
        expect([kind, language, /documents\.[\w.]+/.exec(JSON.stringify(laid))?.[0]]).toEqual([kind, language, undefined]);
      }
    }
  });

  test('is the same from another process', async () => {
    const script = `
      const { layOut } = await import(${JSON.stringify(new URL('../../server/src/documents/layOut.ts', import.meta.url).href)});
      const { print } = await import(${JSON.stringify(new URL('../../server/src/documents/printer.ts', import.meta.url).href)});
      const { specimen } = await import(${JSON.stringify(new URL('../../server/src/documents/specimen.ts', import.meta.url).href)});
      const { createHash } = await import('node:crypto');
      const company = { name: 'شرکت', currencyCode: 'USD', taxNumber: null, address: null };
      const head = { language: 'FA', paper: 'A_FOUR', address: null, contact: null, bankDetails: null, colour: '#1f3a5f', logo: null, logoType: null, showsBarcode: true };
      const texts = { intro: null, closing: null, payment: null, footer: null };
      const { file } = await print(layOut(specimen('INVOICE', { company, today: '2026-11-22' }), texts, 'FA', head));
      process.stdout.write(createHash('sha256').update(file).digest('hex'));
      process.exit(0);`;
    const run = async () => (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ: undefined } })).stdout;
    const [first, second] = [await run(), await run()];
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
  });

  test('says where it is, and is asked for again only when it has changed', async () => {
    const { data } = await shop.server.graphql(`query ($id: ID!) { node(id: $id) { ... on Invoice { pdfPath } } }`, { id: idOf('INVOICE') }, { key: shop.owner });
    const first = await shop.get(data.node.pdfPath);
    const tag = first.headers.get('etag') ?? '';
    expect([first.status, (await shop.get(data.node.pdfPath, shop.owner, { 'if-none-match': tag })).status]).toEqual([200, 304]);
    expect((await shop.get(`${data.node.pdfPath}?lang=sw`, shop.owner, { 'if-none-match': tag })).status).toBe(200);
  });

  test('is a picture, too', async () => {
    const picture = await shop.get(pathOf('INVOICE', idOf('INVOICE'), 'svg'));
    expect([picture.status, picture.headers.get('content-type'), (await picture.text()).slice(0, 4)]).toEqual([200, 'image/svg+xml', '<svg']);
  });
});

describe('rights', () => {
  test('a paper is read by who may read its record, and by nobody else', async () => {
    const path = pathOf('INVOICE', idOf('INVOICE'));
    expect((await shop.get(path, null)).status).toBe(401);
    expect((await shop.get(path, await keyOf(shop.firm, 'WAREHOUSE'))).status).toBe(403);
    expect((await shop.get(path, await keyOf(shop.firm, 'PARTNER'))).status).toBe(200);
    expect((await shop.get(pathOf('DELIVERY_NOTE', idOf('DELIVERY_NOTE')), await keyOf(shop.firm, 'WAREHOUSE'))).status).toBe(200);
    expect((await shop.get(pathOf('INVOICE', idOf('INVOICE')), await keyOf(shop.firm, 'OWNER', { scopes: ['orders.read'] }))).status).toBe(403);
  });

  test('a kind that the record is not of, an unknown record or language are refused', async () => {
    expect((await shop.get(pathOf('CREDIT_NOTE', idOf('INVOICE')))).status).toBe(404);
    expect((await shop.get(pathOf('QUOTATION', idOf('ORDER_CONFIRMATION')))).status).toBe(404);
    expect((await shop.get('/documents/invoice/00000000-0000-0000-0000-000000000000.pdf')).status).toBe(404);
    expect((await shop.get('/documents/poem/00000000-0000-0000-0000-000000000000.pdf')).status).toBe(404);
    expect((await shop.get(`${pathOf('INVOICE', idOf('INVOICE'))}?lang=xx`)).status).toBe(400);
    expect((await shop.get(`${pathOf('STATEMENT', idOf('STATEMENT'))}?from=2026-02-30`)).status).toBe(400);
  });
});

describe('head, words and language', () => {
  const hashOf = async (kind: DocumentKind, query = '') => createHash('sha256').update(await bytesOf(await shop.get(pathOf(kind, idOf(kind)) + query))).digest('hex');

  test('what was posted keeps the head and words of its day; what is open follows', async () => {
    await shop.firm.act(setLetterhead, head);
    const before = { invoice: await hashOf('INVOICE'), order: await hashOf('ORDER_CONFIRMATION') };
    shop.firm.day = '2026-01-06' as typeof shop.firm.day;
    await shop.firm.act(setLetterhead, { ...head, address: 'Another street', colour: '#aa0000' });
    await shop.firm.act(setDocumentText, { language: 'EN', closing: 'New terms' });
    expect(await hashOf('INVOICE')).toBe(before.invoice);
    expect(await hashOf('ORDER_CONFIRMATION')).not.toBe(before.order);
  });

  test('it is in the language of whom it is for, else in the firm\'s', async () => {
    const languageOf = async () => (await shop.get(pathOf('ORDER_CONFIRMATION', idOf('ORDER_CONFIRMATION')))).headers.get('content-language');
    expect(await languageOf()).toBe('en');
    await shop.firm.act(setLetterhead, { ...head, language: 'SW' });
    expect(await languageOf()).toBe('sw');
    await shop.firm.act(setCustomerCorrespondence, { customerId: idOf('STATEMENT'), language: 'AR' });
    expect(await languageOf()).toBe('ar');
  });

  test('a logo is a picture, whatever it is called', async () => {
    const refused = await shop.firm.refusal(setLetterhead, { ...head, logo: Buffer.from('<html>').toString('base64') });
    expect(refused).toBe('INPUT_INVALID');
    await shop.firm.act(setLetterhead, { ...head, logo: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="teal"/></svg>').toString('base64') });
    expect((await shop.get(pathOf('ORDER_CONFIRMATION', idOf('ORDER_CONFIRMATION')))).status).toBe(200);
  });

  test('settings are looked at before they are set, by who may set them', async () => {
    const preview = (body: object, key = shop.owner) => fetch(new URL('/documents/preview', shop.server.url), { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const { count } = await shop.firm.one<{ count: string }>(sql`SELECT count(*) FROM "Letterhead"`);
    const shown = await preview({ ...head, kind: 'INVOICE', language: 'FA', colour: '#00aa00', closing: 'شرایط' });
    expect([shown.status, (await shown.text()).includes('#00aa00')]).toEqual([200, true]);
    expect((await preview({ kind: 'PICK_LIST', language: 'ZH' })).status).toBe(200);
    expect((await preview({ kind: 'INVOICE', language: 'FA', colour: 'red' })).status).toBe(400);
    expect((await preview({ kind: 'INVOICE', language: 'FA' }, await keyOf(shop.firm, 'SALES'))).status).toBe(403);
    expect((await shop.firm.one<{ count: string }>(sql`SELECT count(*) FROM "Letterhead"`)).count).toBe(count);
  });
});

describe('size', () => {
  test('an order of 200 lines goes over pages, whose tables have their heads again', async () => {
    const product = await shop.firm.product('1', '5000');
    const orderId = await shop.firm.order(await shop.firm.customer(), Array.from({ length: 200 }, () => ({ productId: product, quantity: '1', unitPrice: '2' })));
    const response = await shop.get(pathOf('ORDER_CONFIRMATION', orderId));
    expect(Number(response.headers.get('x-pages'))).toBeGreaterThan(5);
    expect((await bytesOf(response)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('signs that no font has do not keep a paper from being printed', async () => {
    const customerId = await shop.firm.customer({ name: 'ไทย 😀' });
    const orderId = await shop.firm.order(customerId, [{ productId: await shop.firm.product('1'), quantity: '1', unitPrice: '2' }]);
    expect((await shop.get(pathOf('ORDER_CONFIRMATION', orderId))).status).toBe(200);
  });
});

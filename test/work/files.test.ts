// Files at records: what is let in, what comes out, who may, and that nothing half is left.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobs, runJob } from '../../server/src/jobs.ts';
import { workspaceFolder } from '../../server/src/settings.ts';
import { byteRange } from '../../server/src/work/byteRange.ts';
import { typeOf } from '../../server/src/work/fileType.ts';
import { sql } from '../support/trade.ts';
import { startWorkFirm, uuidIn, type Person, type WorkFirm } from './support.ts';

describe('the type of a file', () => {
  const zip = (name: string, more = '') => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(26), Buffer.from(`${name}${more}`)]);
  it.each([
    ['application/pdf', Buffer.from('%PDF-1.7\n')], ['image/png', Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1')], ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['image/webp', Buffer.from('RIFF0000WEBPVP8 ')], ['text/plain', Buffer.from('a;b\n1;2\nünï')], ['text/plain', Buffer.from('ü').subarray(0, 1)],
    ['text/plain', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')], ['text/plain', Buffer.from('<html><script>alert(1)</script></html>')],
    ['application/octet-stream', Buffer.from('MZ\u0090\u0000\u0003', 'latin1')], ['application/octet-stream', Buffer.from('#!/bin/sh\nrm -rf /\n')], ['application/octet-stream', Buffer.from([0x7f, 0x45, 0x4c, 0x46])],
    ['application/zip', zip('anything.txt')], ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', zip('[Content_Types].xml', '....xl/workbook.xml')],
    ['application/vnd.oasis.opendocument.text', zip('mimetype', 'application/vnd.oasis.opendocument.text')],
  ])('is %s by its first bytes', (type, head) => {
    expect(typeOf(head)).toBe(type);
  });
});

it.each([
  ['bytes=0-9', { from: 0, to: 9 }], ['bytes=90-', { from: 90, to: 99 }], ['bytes=-5', { from: 95, to: 99 }], ['bytes=50-500', { from: 50, to: 99 }], ['bytes=-500', { from: 0, to: 99 }],
  ['bytes=100-', 'beyond'], ['bytes=-0', 'beyond'], ['bytes=9-0', undefined], ['bytes=0-1,5-6', undefined], ['lines=1-2', undefined], [undefined, undefined],
] as const)('of a hundred bytes, %s is %o', (header, range) => {
  expect(byteRange(header, 100)).toEqual(range);
});

describe('files at records', () => {
  let firm: WorkFirm;
  let [olga, sam, wendy]: Person[] = [];
  let [customer, supplier] = ['', ''];
  beforeAll(async () => {
    firm = await startWorkFirm({ HESABU_FILE_MAX_MB: '3' });
    olga = await firm.person('OWNER', 'Olga');
    sam = await firm.person('SALES', 'Sam');
    wendy = await firm.person('WAREHOUSE', 'Wendy');
    [customer, supplier] = [await firm.customer('Acme'), await firm.supplier('Mill')];
  });
  afterAll(() => firm.server.close());

  const who = (person: Person | undefined) => ({ cookie: person?.cookie ?? '' });
  const as = (person: Person | undefined): Record<string, string> => ({ ...who(person), 'x-hesabu-client': 'test' });
  const byKey = (role: string): Record<string, string> => ({ authorization: `Bearer ${firm.key[role]}` });
  const upload = async (body: string | Buffer, headers: Record<string, string>, { subject = customer, name = 'note.txt' } = {}) => {
    const response = await fetch(new URL(`/files?${new URLSearchParams({ subject, name }).toString()}`, firm.server.url), {
      method: 'POST', body: new Uint8Array(Buffer.from(body as string)), headers: { 'content-type': 'application/octet-stream', ...headers },
    });
    const answer = await response.json() as { attachmentId?: string; errors?: { message: string; extensions: { code: string } }[] };
    return { status: response.status, headers: response.headers, id: answer.attachmentId ?? '', refused: answer.errors?.[0] };
  };
  const fetchFile = (id: string, headers: Record<string, string>, query = '', method = 'GET') => fetch(new URL(`/files/${encodeURIComponent(id)}${query}`, firm.server.url), { headers, method });
  const rows = async () => (await firm.server.db.rows<{ files: number; pieces: number }>(sql`SELECT (SELECT count(*)::int FROM "Attachment") AS files, (SELECT count(*)::int FROM "AttachmentChunk") AS pieces`))[0];
  const fields = 'fileName mediaType bytes hash status uploadedByName removedByName removeReason subjectLabel actions { name allowed reason }';
  const one = async (id: string, by: Person | undefined) => (await firm.ask(`query ($id: ID!) { node(id: $id) { ... on Attachment { ${fields} } } }`, { id }, who(by))).node;

  it('come in under the rights of the record, by session or key, and are told as what they are', async () => {
    const { status, id } = await upload('%PDF-1.7 hello', as(sam), { name: '../../etc/evil\u0000.exe' });
    expect(status).toBe(200);
    expect(await one(id, wendy)).toMatchObject({ fileName: 'evil.exe', mediaType: 'application/pdf', bytes: 14, status: 'KEPT', uploadedByName: 'Sam', subjectLabel: 'Acme',
      hash: createHash('sha256').update('%PDF-1.7 hello').digest('hex') });
    expect((await upload('a', byKey('SALES'))).status).toBe(200);
    expect(await upload('a', as(sam), { subject: supplier })).toMatchObject({ status: 404, refused: { extensions: { code: 'NOT_FOUND' } } });
    expect((await upload('a', who(sam))).status).toBe(401); // without the header that only our page sends
    expect((await upload('a', {})).status).toBe(401);
    expect((await upload('a', byKey('ANALYST'))).status).toBe(403);
    expect((await upload('a', { ...as(sam), 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415);
    expect((await upload('a', as(sam), { subject: 'Order' })).status).toBe(400);
    const { events } = await firm.ask('query ($id: ID!) { events(filter: { subject: { is: $id }, kind: { is: "fileAttached" } }) { nodes { reason actorName } } }', { id: customer }, who(olga));
    expect(events.nodes).toContainEqual({ reason: 'evil.exe', actorName: 'Sam' });
  });

  it('are hidden where the record is, and a partner\'s key sees of them what it sent alone', async () => {
    const [atSupplier, ofPartner] = [await upload('Prices', as(olga), { subject: supplier }), await upload('Our order', byKey('PARTNER'))];
    expect(await one(atSupplier.id, sam)).toBeNull();
    expect((await fetchFile(atSupplier.id, as(sam))).status).toBe(404);
    expect(await (await fetchFile(atSupplier.id, as(wendy))).text()).toBe('Prices');
    const seen = async (key: string) => (await firm.ask('{ attachments { nodes { id } } }', {}, { key: firm.key[key] ?? '' })).attachments.nodes.map(({ id }: { id: string }) => id);
    expect(await seen('PARTNER')).toEqual([ofPartner.id]);
    expect(await seen('SALES')).toContain(ofPartner.id);
    expect(await seen('SALES')).not.toContain(atSupplier.id);
  });

  it('come out as they went in, whole, in part, or not again', async () => {
    const body = randomBytes(700_123);
    const { id } = await upload(body, as(sam), { name: 'Ünder "quotes".bin' });
    const whole = await fetchFile(id, as(wendy));
    expect(Buffer.from(await whole.arrayBuffer()).equals(body)).toBe(true);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-length': '700123', 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes',
      'content-disposition': 'attachment; filename="_nder _quotes_.bin"; filename*=UTF-8\'\'%C3%9Cnder%20%22quotes%22.bin',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'", 'cross-origin-resource-policy': 'same-origin',
    });
    const etag = whole.headers.get('etag') ?? '';
    const part = await fetchFile(id, { ...as(wendy), range: 'bytes=255990-512010' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 255990-512010/700123']);
    expect(Buffer.from(await part.arrayBuffer()).equals(body.subarray(255_990, 512_011))).toBe(true);
    const end = await fetchFile(id, { ...as(wendy), range: 'bytes=-3' });
    expect(Buffer.from(await end.arrayBuffer()).equals(body.subarray(-3))).toBe(true);
    expect((await fetchFile(id, { ...as(wendy), range: 'bytes=700123-' })).status).toBe(416);
    expect((await fetchFile(id, { ...as(wendy), range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
    expect((await fetchFile(id, { ...as(wendy), 'if-none-match': etag })).status).toBe(304);
    const head = await fetchFile(id, as(wendy), '', 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '700123', '']);
    expect((await fetchFile(id, who(wendy))).status).toBe(401);
    expect((await fetchFile(id, { ...who(wendy), 'sec-fetch-site': 'cross-site' })).status).toBe(401);
    expect((await fetchFile(id, { ...who(wendy), 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('are shown in their place only where they hold no script', async () => {
    const shown = async (body: string | Buffer, name: string) => (await fetchFile((await upload(body, as(sam), { name })).id, as(sam), '?inline')).headers.get('content-disposition')?.split(';')[0];
    expect(await shown('%PDF-1.4', 'a.html')).toBe('inline');
    expect(await shown(Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'), 'a.png')).toBe('inline');
    expect(await shown('<html><script>alert(1)</script>', 'a.pdf')).toBe('attachment');
    expect(await shown('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg')).toBe('attachment');
    expect(await shown('MZ\u0000\u0000', 'a.png')).toBe('attachment');
  });

  it('too large are refused by what they say of themselves, and by what comes; empty ones, too', async () => {
    const before = await rows();
    expect(await upload(Buffer.alloc(3_000_001), as(sam))).toMatchObject({ status: 413, refused: { message: 'The file has more than 3 MB.', extensions: { code: 'FILE_LARGE' } } });
    const streamed = await fetch(new URL(`/files?${new URLSearchParams({ subject: customer }).toString()}`, firm.server.url), {
      method: 'POST', headers: { ...as(sam), 'content-type': 'application/octet-stream' }, duplex: 'half',
      body: new ReadableStream({ start: (to) => { for (let n = 0; n < 4; n += 1) to.enqueue(new Uint8Array(1_000_000)); to.close(); } }),
    } as RequestInit);
    expect([streamed.status, await streamed.json()]).toMatchObject([413, { errors: [{ extensions: { code: 'FILE_LARGE' } }] }]);
    expect(await upload('', as(sam))).toMatchObject({ status: 422, refused: { message: 'The file holds nothing.' } });
    expect(await rows()).toEqual(before);
    expect((await upload(Buffer.alloc(3_000_000, 'a'), as(sam))).status).toBe(200);
  });

  it('broken off half-way leave nothing', async () => {
    const before = await rows();
    const { hostname, port } = new URL(firm.server.url);
    const client = send({ hostname, port, method: 'POST', path: `/files?${new URLSearchParams({ subject: customer, name: 'half' }).toString()}`,
      headers: { ...as(sam), 'content-type': 'application/octet-stream', 'content-length': 2_000_000 } });
    client.on('error', () => undefined);
    client.write(Buffer.alloc(1_000_000));
    await expect.poll(async () => (await rows())?.pieces, { timeout: 20_000 }).toBeGreaterThan(before?.pieces ?? 0);
    expect((await firm.ask('{ attachments(filter: { fileName: { is: "half" } }) { totalCount } }', {}, who(olga))).attachments.totalCount).toBe(0);
    client.destroy();
    await expect.poll(rows, { timeout: 20_000 }).toEqual(before);
  });

  it('of a server that stopped meanwhile are swept', async () => {
    await firm.server.db.rows(sql`INSERT INTO "Attachment" (id, "companyId", "subjectType", "subjectId", "fileName", "mediaType", bytes, hash, "uploadedByKind", "uploadedByName", "createdAt")
      SELECT gen_random_uuid(), id, 'Customer', ${uuidIn(customer)}::uuid, 'left', '', 0, '', 'STAFF', 'Sam', now() - interval '2 days' FROM "Company"`);
    const job = jobs.find(({ name }) => name === 'sweep-files');
    expect(job && await runJob(job, firm.server.db, new Date())).toBe('1 unfinished files dropped.');
    expect(job && await runJob(job, firm.server.db, new Date())).toBe('There was nothing to do.');
  });

  it('sent again under one key are there once; another file under it is refused', async () => {
    const key = { 'idempotency-key': 'file-once' };
    const first = await upload('The same', { ...as(sam), ...key });
    const before = await rows();
    const second = await upload('The same', { ...as(sam), ...key });
    expect([second.id, second.headers.get('idempotent-replayed')]).toEqual([first.id, 'true']);
    expect(await upload('Another', { ...as(sam), ...key })).toMatchObject({ status: 409, refused: { extensions: { code: 'FILE_KEY_USED' } } });
    expect(await rows()).toEqual(before);
    expect((await upload('The same', { ...as(wendy), ...key })).id).not.toBe(first.id);
    const many = await Promise.all([1, 2, 3, 4].map(() => upload('At once', { ...as(sam), 'idempotency-key': 'file-race' })));
    expect(new Set(many.filter(({ status }) => status === 200).map(({ id }) => id)).size).toBe(1);
    expect(many.filter(({ status }) => status !== 200).every(({ status }) => status === 409)).toBe(true);
  });

  it('are taken away by who sent them, or who manages files: the fact stays, the content is gone', async () => {
    const { id } = await upload('Wrong scan', as(sam), { name: 'scan.txt' });
    const remove = (by: Person | undefined) => firm.act('removeAttachment', { attachmentId: id, reason: 'Wrong customer' }, `attachment { ${fields} }`, who(by));
    expect(await remove(wendy)).toMatchObject({ code: 'FILE_NOT_YOURS', message: 'Sam added this file. Ask them, or somebody who manages files, to take it away.' });
    expect((await remove(sam)).attachment).toMatchObject({ status: 'REMOVED', removedByName: 'Sam', removeReason: 'Wrong customer', fileName: 'scan.txt', hash: createHash('sha256').update('Wrong scan').digest('hex') });
    expect(await firm.server.db.rows(sql`SELECT 1 FROM "AttachmentChunk" WHERE "attachmentId" = ${uuidIn(id)}`)).toEqual([]);
    expect(await remove(olga)).toMatchObject({ code: 'FILE_REMOVED' });
    const gone = await fetchFile(id, as(sam));
    expect([gone.status, await gone.json()]).toMatchObject([410, { errors: [{ extensions: { code: 'FILE_REMOVED' } }] }]);
  });
});

describe('a large file', () => {
  const MEGABYTES = Number(process.env.HESABU_FILE_MB ?? 100);
  let firm: WorkFirm;
  beforeAll(async () => { firm = await startWorkFirm(); });
  afterAll(() => firm.server.close());

  /** A server in a process of its own that tells how much memory it takes, ten times a second. */
  async function startApart() {
    const telling = `data:text/javascript,${encodeURIComponent('setInterval(() => console.error("rss", process.memoryUsage().rss), 100).unref()')}`;
    const child = spawn(process.execPath, ['--max-old-space-size=192', '--max-semi-space-size=8', '--import', telling, 'server/src/cli.ts', 'serve', '--empty'],
      { cwd: workspaceFolder, env: { ...process.env, DATABASE_URL: firm.server.database.url, PORT: '0', LOG_LEVEL: 'silent' } });
    const memory: number[] = [];
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      said = (said + text.toString().replaceAll(/^rss \d+\n/gm, '')).slice(-2000);
      for (const [, rss] of text.toString().matchAll(/rss (\d+)/g)) memory.push(Number(rss));
    });
    const url = await new Promise<string>((resolve, reject) => {
      let out = '';
      child.stdout.on('data', (text: Buffer) => {
        out += text.toString();
        const [, found] = /Hesabu is at (\S+)/.exec(out) ?? [];
        if (found) resolve(found);
      });
      child.once('close', () => reject(new Error(out + said)));
    });
    return { url, memory, stop: () => new Promise((resolve) => { child.removeAllListeners('close').once('close', resolve); child.kill('SIGTERM'); }) };
  }

  it(`of ${MEGABYTES} MB goes in and out without being held in memory`, { timeout: 300_000 }, async () => {
    const customer = await firm.customer('Acme');
    const block = Buffer.alloc(1_000_000, 'x');
    const headers = { authorization: `Bearer ${firm.key.OWNER}` };
    const { url, memory, stop } = await startApart();
    const { hostname, port } = new URL(url);
    const upload = (megabytes: number) => new Promise<string>((resolve, reject) => {
      const client = send({ hostname, port, method: 'POST', path: `/files?${new URLSearchParams({ subject: customer, name: 'large' }).toString()}`, headers: { ...headers, 'content-type': 'application/octet-stream' } },
        (response) => { response.setEncoding('utf8').once('data', (text: string) => resolve((JSON.parse(text) as { attachmentId: string }).attachmentId)); });
      client.on('error', reject);
      let sent = 0;
      const more = (): void => {
        while (sent < megabytes) {
          sent += 1;
          if (!client.write(block)) { client.once('drain', more); return; }
        }
        client.end();
      };
      more();
    });
    const fetched = async (id: string) => {
      let bytes = 0;
      for await (const piece of (await fetch(new URL(`/files/${encodeURIComponent(id)}`, url), { headers })).body ?? []) bytes += (piece as Uint8Array).length;
      return bytes;
    };
    try {
      // Code and connections are there after the first.
      expect(await fetched(await upload(10))).toBe(10_000_000);
      const before = Math.max(...memory);
      expect(await fetched(await upload(MEGABYTES))).toBe(MEGABYTES * 1_000_000);
      const grown = Math.round((Math.max(...memory) - before) / 1_000_000);
      process.stderr.write(`${MEGABYTES} MB in and out: the server grew by ${grown} MB over ${Math.round(before / 1_000_000)} MB\n`);
      expect(grown).toBeLessThan(MEGABYTES / 2);
    } finally {
      await stop();
    }
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspaceFolder } from '../../server/src/settings.ts';
import { foundFirm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await startTestServer();
  key = (await foundFirm(server.db)).key.PARTNER;
});
afterAll(() => server.close());

// The audits are those of the "GraphQL over HTTP" specification.
const audits = serverAudits({
  url: () => `${server.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...init.headers as Record<string, string>, authorization: `Bearer ${key}` } }),
});

test('there are 61 audits', () => expect(audits).toHaveLength(61));
test.each(audits.map((audit) => [audit.name, audit] as const))('a partner\'s client may rely on: %s', async (_name, audit) => {
  const result = await audit.fn();
  expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
});

test('the contract that the server gives out is the file that is reviewed', async () => {
  const response = await fetch(`${server.url}/schema.graphql`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect((await response.text()).trimEnd()).toBe(readFileSync(path.join(workspaceFolder, 'schema.graphql'), 'utf8').trimEnd());
});

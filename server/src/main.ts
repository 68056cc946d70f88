import { once } from 'node:events';
import type { Surroundings } from './cli/command.ts';
import { openDatabase } from './cli/database.ts';
import { startJobs } from './jobs.ts';
import { createServer } from './server.ts';
import { isLoopback } from './settings.ts';
import type { Settings } from './settings.ts';
import type { Db } from './shared/db.ts';

/** Database → migrations → demo company → jobs and HTTP, until it is told to stop. */
export async function serve(surroundings: Surroundings, { empty }: { empty: boolean }): Promise<void> {
  const { settings, now, say, defer, stopped } = surroundings;
  const { db, directUrl } = await openDatabase(surroundings, true);
  if (await wantsDemo(db, empty)) {
    const { loadDemo } = await import('../../prisma/demo/load.ts');
    await loadDemo({ db, asIs: false, progress: say, now: now() });
  }
  await refuseStrangers(settings, db);
  const server = await createServer({ settings, db, directUrl, now });
  defer(() => server.close());
  const { url } = await listen(server, settings.port);
  const jobs = await startJobs({ db, url: directUrl, now, say, mail: settings });
  defer(() => jobs.stop());
  say('Warming up');
  welcome(surroundings, url, await readSetup(url));
  if (!stopped.aborted) await once(stopped, 'abort');
  say('Stopping');
}

// A demo company that is there may have been interrupted while it was loaded: then it goes on.
async function wantsDemo(db: Db, empty: boolean): Promise<boolean> {
  const company = await db.prisma.company.findFirst();
  return company === null ? !empty : company.isDemo;
}

async function refuseStrangers({ host, demoHostAllowed }: Settings, db: Db): Promise<void> {
  if (isLoopback(host) || demoHostAllowed) return;
  if ((await db.prisma.user.count({ where: { isDemo: true, isActive: true } })) === 0) return;
  throw new Error(
    `HOST=${host} would show the demo users, whose passwords everybody knows, beyond this machine. ` +
      'Deactivate them, or say so a second time: HESABU_ALLOW_DEMO_HOST=yes.',
  );
}

async function listen(server: Awaited<ReturnType<typeof createServer>>, port: number): Promise<{ url: string }> {
  try {
    return await server.listen();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(`Port ${port} is taken. Choose another: PORT=${port + 1} npm start`, { cause: error });
  }
}

// Asking also warms up: the first request of a process builds what later ones reuse.
async function readSetup(url: string): Promise<Setup> {
  const query = '{ setup { required demoSignIns { roleLabel email password } } viewer { name } }';
  const answer = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  // The console's own question about its own server: schema.graphql is the contract.
  const { data } = (await answer.json()) as { data?: { setup: Setup } };
  if (!data) throw new Error(`The server listens at ${url}, but does not answer.`);
  return data.setup;
}

function welcome({ print }: Surroundings, url: string, { required, demoSignIns }: Setup): void {
  print(`\nHesabu is at ${url}`);
  print(`  GraphiQL: ${new URL('/graphiql', url).href}`);
  if (required) print('  The first visit asks for the name of the company and its owner.');
  if (demoSignIns.length > 0) print('  Demo sign-ins:');
  for (const { roleLabel, email, password } of demoSignIns) {
    print(`    ${roleLabel.padEnd(16)} ${email.padEnd(28)} ${password}`);
  }
  print('Ctrl-C stops it.');
}

interface Setup {
  required: boolean;
  demoSignIns: { roleLabel: string; email: string; password: string }[];
}

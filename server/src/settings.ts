import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The folder of the workspace: where package.json, prisma/ and admin/ are. */
export const workspaceFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const yes = z.enum(['1', '0', 'yes', 'no', 'true', 'false', '']).transform((text) => /^(1|yes|true)$/.test(text));
const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const databaseAddress = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://');

const environment = z.object({
  DATABASE_URL: databaseAddress.optional(),
  DATABASE_DIRECT_URL: databaseAddress.optional(),
  HESABU_DATA: z.string().min(1).default('.hesabu'),
  PORT: wholeNumber(0, 65535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HESABU_POOL_MAX: wholeNumber(1, 500).default(10),
  HESABU_RATE_PER_SECOND: wholeNumber(0, 1_000_000_000).default(2_000_000),
  HESABU_TEST: yes.default(false),
  HESABU_SECURE_COOKIES: yes.default(false),
  HESABU_ALLOW_DEMO_HOST: yes.default(false),
  HESABU_LANE: z.enum(['on', 'off', 'compare']).default('on'),
});

export interface Settings {
  /** Undefined: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** For LISTEN, session locks and migrations when `databaseUrl` leads through a pooler. */
  readonly databaseDirectUrl: string | undefined;
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly poolMax: number;
  /** Points of cost that an API key gets back a second, ten times that at once; 0: no limit. */
  readonly ratePerSecond: number;
  readonly testMode: boolean;
  /** True behind HTTPS: the session cookie is then `Secure` and named `__Host-…`. */
  readonly secureCookies: boolean;
  /** The second of the two words it takes to show demo users on another host than loopback. */
  readonly demoHostAllowed: boolean;
  /** off: every operation goes to the general lane. compare: to both, which must agree (for tests). */
  readonly lane: 'on' | 'off' | 'compare';
}

/** Environment → settings; throws an `Error` that names every variable that cannot be read. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Settings that cannot be read: ${faults.join('; ')}`);
  }
  const read = parsed.data;
  return Object.freeze({
    databaseUrl: read.DATABASE_URL,
    databaseDirectUrl: read.DATABASE_DIRECT_URL ?? read.DATABASE_URL,
    dataDir: isAbsolute(read.HESABU_DATA) ? read.HESABU_DATA : resolve(workspaceFolder, read.HESABU_DATA),
    port: read.PORT,
    host: read.HOST,
    logLevel: read.LOG_LEVEL,
    poolMax: read.HESABU_POOL_MAX,
    ratePerSecond: read.HESABU_RATE_PER_SECOND,
    testMode: read.HESABU_TEST,
    secureCookies: read.HESABU_SECURE_COOKIES,
    demoHostAllowed: read.HESABU_ALLOW_DEMO_HOST,
    lane: read.HESABU_LANE,
  });
}

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

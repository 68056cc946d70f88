// Makes sure that a headless Chromium starts: the system's, the one inside @sparticuz/chromium, or Debian's package.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, tell } from './run.mjs';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const starts = (path) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

async function packaged() {
  const require = createRequire(join(root, 'test/package.json'));
  const { default: chromium } = await import(pathToFileURL(require.resolve('@sparticuz/chromium')).href);
  return chromium.executablePath();
}

/** True when the browser tests can run. */
export async function ensureBrowser() {
  const own = process.env.CHROMIUM_PATH;
  if (own) return starts(own);
  if (installed.some((path) => existsSync(path) && starts(path))) return true;
  const inside = await packaged().catch((error) => void tell(String(error)));
  if (inside && starts(inside)) return true;
  tell('The Chromium inside @sparticuz/chromium does not start here; installing the package of the system');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const got = run('apt-get', ['update', '-q'], { env }) && run('apt-get', ['install', '-y', '-q', 'chromium'], { env });
  return got && installed.some((path) => existsSync(path) && starts(path));
}

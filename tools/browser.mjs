// Makes sure that a headless Chromium starts: one that is there, or else Debian's package.
import { node, run, tell } from './run.mjs';

const found = () => run(node, ['test/support/chromium.ts']);

/** True when the browser tests can run. */
export function ensureBrowser() {
  if (found()) return true;
  if (process.env.CHROMIUM_PATH) return false;
  tell('Installing the Chromium of the system');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  return run('apt-get', ['update', '-q'], { env }) && run('apt-get', ['install', '-y', '-q', 'chromium'], { env }) && found();
}

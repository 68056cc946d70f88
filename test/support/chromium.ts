// Which Chromium the browser tests start. Run by itself it says so, and fails when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const starts = (path: string): boolean => existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * The one that is named, the one inside an npm package, or the system's. The package's is a shell without a screen: a page costs it
 * little more than half of what it costs a whole browser.
 */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH ?? '';
  if (named !== '') return starts(named) ? named : undefined;
  const packaged = await chromium.executablePath().catch(() => '');
  return [packaged, ...installed].find((path) => path !== '' && starts(path));
}

if (import.meta.main) {
  const found = await findChromium();
  process.stderr.write(`Chromium: ${found ?? 'none starts here'}\n`);
  process.exitCode = found === undefined ? 1 : 0;
}

import type { TestProject } from 'vitest/node';
import { findChromium } from './chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: string;
  }
}

// Once a run: two files at once would unpack the package's over each other.
export async function setup(project: TestProject): Promise<void> {
  const found = await findChromium();
  if (found === undefined) throw new Error('No Chromium starts here: CHROMIUM_PATH may name one.');
  project.provide('chromium', found);
}

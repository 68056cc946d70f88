import { readFileSync } from 'node:fs';
import path from 'node:path';
import { workspaceFolder } from './settings.ts';

/** The product's version, as package.json has it. */
export const version = (JSON.parse(readFileSync(path.join(workspaceFolder, 'package.json'), 'utf8')) as { version: string }).version;

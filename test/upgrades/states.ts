import { join } from 'node:path';

const folder = join(import.meta.dirname, 'states');

/** The backup of a small firm at a migration. */
export const stateFile = (migration: string): string => join(folder, `${migration}.backup`);
/** Its figures, as the API gave them then. */
export const figuresFile = (migration: string): string => join(folder, `${migration}.json`);

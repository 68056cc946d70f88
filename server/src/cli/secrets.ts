import { sealAgain } from '../carriers/keptSecrets.ts';
import { renewKey } from '../shared/secrets.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { openDatabase } from './database.ts';

export const command: Command = {
  usage: 'secrets renew | secrets seal',
  help:
    'Secrets of others (keys of carriers, secrets of webhooks) are kept sealed: AES-256-GCM under a key that is not in the\n' +
    'database. It is in the file secret.key of the data folder, made when it is first needed, or in HESABU_SECRET.\n\n' +
    '  renew   makes a new key in the file and seals everything by it; former keys stay in the file and open what they sealed\n' +
    '  seal    seals everything by the key that is first now: after a new one was put before the old in HESABU_SECRET\n\n' +
    'Keep the key apart from backups of the database, and keep it: without it these secrets are to be set anew.',
  options: {},
  positionals: [1, 1],
  async run(surroundings, _values, [verb = '']) {
    if (verb !== 'renew' && verb !== 'seal') throw new UsageError(`"secrets ${verb}" is not understood.`);
    if (verb === 'renew') renewKey();
    // Opening the database seals what is not.
    const { db } = await openDatabase(surroundings);
    const { shut } = await sealAgain(db);
    if (shut === 0) surroundings.print('All secrets are sealed by the newest key.');
    return shut === 0 ? 0 : 1;
  },
};

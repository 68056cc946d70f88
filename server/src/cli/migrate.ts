import { migrate } from '../migrate.ts';
import type { Command } from './command.ts';
import { findDatabase } from './database.ts';

export const command: Command = {
  usage: 'migrate',
  help: 'Brings the database to the newest migration. Each migration is one transaction; running it twice changes\nnothing.',
  options: {},
  positionals: [0, 0],
  async run(surroundings) {
    const { directUrl } = await findDatabase(surroundings);
    const { applied } = await migrate({ url: directUrl, say: surroundings.say });
    surroundings.print(applied.length === 0 ? 'The database is current.' : `${applied.length} migrations applied.`);
    return 0;
  },
};

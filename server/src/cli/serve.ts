import { serve } from '../main.ts';
import type { Command } from './command.ts';

export const command: Command = {
  usage: 'serve [--empty]',
  help:
    'Serves console, API and GraphiQL; migrates first, and loads the demo company when the database is empty.\n\n' +
    '  --empty   begin an empty company instead: the first visit asks for its name, currency, time zone and owner\n\n' +
    'Settings come from the environment: PORT (4000), HOST (127.0.0.1), HESABU_DATA (.hesabu), DATABASE_URL,\n' +
    'DATABASE_DIRECT_URL, HESABU_POOL_MAX (10), HESABU_RATE_PER_SECOND, HESABU_SECURE_COOKIES, LOG_LEVEL (info), HESABU_ALLOW_DEMO_HOST.',
  options: { empty: { type: 'boolean' } },
  positionals: [0, 0],
  async run(surroundings, { empty }) {
    await serve(surroundings, { empty: empty === true });
    return 0;
  },
};

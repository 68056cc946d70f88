import { jobs, runJob } from '../jobs.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { openDatabase } from './database.ts';

export const command: Command = {
  usage: 'job list | job run NAME',
  help: 'What the server does by itself, and when (UTC). run does one of them now, and says what it did.',
  options: {},
  positionals: [1, 2],
  async run(surroundings, _values, [verb = '', name]) {
    if (verb === 'list' && name === undefined) {
      for (const job of jobs) surroundings.print([job.name, job.schedule, job.about].join('\t'));
      return 0;
    }
    if (verb !== 'run' || name === undefined) {
      throw new UsageError(`"job ${[verb, name].filter(Boolean).join(' ')}" is not understood.`);
    }
    const job = jobs.find((each) => each.name === name);
    if (!job) throw new UsageError(`There is no job "${name}".`);
    const { db } = await openDatabase(surroundings);
    surroundings.print(await runJob(job, db, surroundings.now()));
    return 0;
  },
};

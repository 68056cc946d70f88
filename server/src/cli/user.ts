import sql from 'sql-template-tag';
import { createUser } from '../access/createUser.ts';
import { setPassword } from '../access/setPassword.ts';
import { updateUser } from '../access/updateUser.ts';
import { globalId } from '../shared/input.ts';
import type { Context } from '../shared/viewer.ts';
import { act, openCompany } from './act.ts';
import { needed, text, UsageError } from './command.ts';
import type { Command, Surroundings, Values } from './command.ts';

interface UserLine {
  id: string;
  email: string;
  name: string;
  role: string;
  isActive: boolean;
}

const users = (ctx: Context): Promise<UserLine[]> =>
  ctx.db.rows<UserLine>(sql`SELECT id, email, name, role::text AS role, "isActive" FROM "User" ORDER BY email`);

async function create(surroundings: Surroundings, values: Values): Promise<string> {
  const [email, name, role] = [needed(values, 'email'), needed(values, 'name'), needed(values, 'role').toUpperCase()];
  const ctx = await openCompany(surroundings);
  const salesPersonId = await findSalesPerson(ctx, text(values, 'sales-person'));
  const password = await surroundings.askSecret(`Password of ${email}:`);
  await act(createUser, { email, name, role, password, salesPersonId }, ctx);
  return `${email} may sign in.`;
}

async function findSalesPerson(ctx: Context, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const found = await ctx.db.rows<{ id: string }>(sql`SELECT id FROM "SalesPerson" WHERE name = ${name}`);
  const [one] = found;
  if (!one || found.length > 1) throw new Error(`There are ${found.length} sales people named ${name}.`);
  return globalId('SalesPerson', one.id);
}

async function change(surroundings: Surroundings, verb: string, email: string): Promise<string> {
  const ctx = await openCompany(surroundings);
  const user = (await users(ctx)).find((each) => each.email === email.toLowerCase());
  if (!user) throw new Error(`Nobody signs in as ${email}; see: pnpm hesabu user list`);
  const userId = globalId('User', user.id);
  if (verb === 'password') {
    await act(setPassword, { userId, password: await surroundings.askSecret(`New password of ${user.email}:`) }, ctx);
    return `${user.email} has a new password; all sessions have ended.`;
  }
  await act(updateUser, { userId, isActive: verb === 'activate' }, ctx);
  return `${user.email} ${verb === 'activate' ? 'may sign in again' : 'is shut out'}.`;
}

export const command: Command = {
  usage:
    'user create --email EMAIL --name NAME --role ROLE [--sales-person NAME] | user list |\n' +
    '       user password EMAIL | user deactivate EMAIL | user activate EMAIL',
  help:
    'The people who sign in. The password is asked for, or read from standard input when that is not a terminal.\n\n' +
    '  --email          how the person signs in\n' +
    '  --name           as others see it\n' +
    '  --role           owner, controller, sales, warehouse, collector or analyst\n' +
    '  --sales-person   whose customers a person of role sales sees',
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    'sales-person': { type: 'string' },
  },
  positionals: [1, 2],
  async run(surroundings, values, [verb = '', email]) {
    if (verb === 'create' && email === undefined) {
      surroundings.print(await create(surroundings, values));
    } else if (verb === 'list' && email === undefined) {
      for (const { email: address, role, name, isActive } of await users(await openCompany(surroundings))) {
        surroundings.print([address, isActive ? 'active' : 'shut out', role.toLowerCase(), name].join('\t'));
      }
    } else if (['password', 'deactivate', 'activate'].includes(verb) && email !== undefined) {
      surroundings.print(await change(surroundings, verb, email));
    } else throw new UsageError(`"user ${[verb, email].filter(Boolean).join(' ')}" is not understood.`);
    return 0;
  },
};

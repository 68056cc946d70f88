// What people say to each other about records, what is to be done, and the papers that lie with them.
import sql from 'sql-template-tag';
import { staffViewer } from '../../../server/src/access/identify.ts';
import type { Role } from '../../../server/src/generated/rows.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { selectRows } from '../../../server/src/shared/rows.ts';
import { keepAttachment } from '../../../server/src/work/attachments.ts';
import { addComment } from '../../../server/src/work/comments.ts';
import { createTask } from '../../../server/src/work/tasks.ts';
import { step, type Firm, type Step } from './firm.ts';

/** A person with a role, as comments name them. */
async function at(firm: Firm, role: Role): Promise<{ id: string; mention: string }> {
  const [user] = await selectRows(firm.demo.ctx.db, 'User', sql`t.role = ${role}::"Role"`);
  const id = globalId('Colleague', user?.id ?? '');
  return { id, mention: `@[${user?.name ?? ''}](${id})` };
}

const say = (key: string, ago: number, role: Role, about: (firm: Firm) => Promise<string> | string, text: (firm: Firm) => Promise<string> | string): Step => step(ago, async (firm) => firm.act(addComment, `comment ${key}`, ago, { subjectId: await about(firm), text: await text(firm) }, role));
const order = (firm: Firm) => firm.kept.get('order BAYVW-141') ?? '';
const dairy = (firm: Firm) => firm.of('Supplier', 'S105');

const comments: Step[] = [
  say('one', 4, 'SALES', order, async (firm) => `The wedding is on a Saturday. ${(await at(firm, 'WAREHOUSE')).mention}, can we send **all of it** in one van?`),
  say('two', 3, 'WAREHOUSE', order, async (firm) => `If the ale is here by Thursday, yes. ${(await at(firm, 'SALES')).mention}, I keep the cold room free.`),
  say('three', 2, 'SALES', order, () => 'They agree. Gate 2, before ten.'),
  say('four', 6, 'WAREHOUSE', dairy, async (firm) => `Third late delivery this month. ${(await at(firm, 'OWNER')).mention}, shall we ask somebody else for a price?`),
  say('five', 5, 'OWNER', dairy, () => 'Ask Skagit Valley as well; I speak with them first.'),
];

const tasks: Step[] = [
  step(3, async (firm) => firm.act(createTask, 'task overdue', 3, {
    title: 'Speak with Willamette Dairy about late deliveries', subjectId: await dairy(firm), ownerId: (await at(firm, 'OWNER')).id, dueOn: firm.day(1), priority: 'HIGH',
  }, 'OWNER')),
  step(2, async (firm) => firm.act(createTask, 'task mine', 2, {
    title: 'Approve the price list for the spring', text: 'Wholesale first; the shop can wait a week.', ownerId: (await at(firm, 'OWNER')).id, dueOn: firm.day(-5),
  }, 'CONTROLLER')),
  step(2, async (firm) => firm.act(createTask, 'task role', 2, { title: 'Keep gate 2 free for the hotel', subjectId: order(firm), ownerRole: 'WAREHOUSE', dueOn: firm.day(-3) }, 'SALES')),
  step(1, (firm) => firm.act(createTask, 'task nobody', 1, { title: 'New photographs of the gift hampers', priority: 'LOW', dueOn: firm.day(-21) }, 'SALES')),
];

const offer = 'Evergreen Bar Equipment, Portland\n\nTwo-group espresso machine, 230 V, boiler of 14 kg\n4 pieces at 1,240.00 USD, free house Seattle\nWithin two weeks of the order. Two years of warranty.\n';

async function* piece(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** The offer that a purchase order for machines rests on. */
const papers: Step = step(2, async (firm) => {
  const { ctx } = firm.demo;
  const [purchase] = await selectRows(ctx.db, 'PurchaseOrder', sql`t.status = 'DRAFT' AND EXISTS (SELECT FROM "Approval" a WHERE a."subjectId" = t.id)`);
  const [user] = await selectRows(ctx.db, 'User', sql`t.role = 'WAREHOUSE'`);
  if (!purchase || !user) throw new Error('There is no purchase order that waits for its approval.');
  await keepAttachment({ ...ctx, viewer: staffViewer(user) }, {
    subject: { type: 'PurchaseOrder', uuid: purchase.id }, fileName: 'Offer of Evergreen.txt', chunks: piece(offer), bytesMax: 10_000, key: 'demo beyond offer of machines',
  });
});

/** What comments, tasks and files may be about is told by the faces of their rooms. */
const faces: Step = step(47, () => import('../../../server/src/schema.ts'));

export const teamwork: Step[] = [faces, ...comments, ...tasks, papers];

// Each report is answered by one statement: with its arguments written out and as variables, to whoever may ask it, and where
// its record is another's or none. The server of a test compares every such answer with the general lane's, to the byte.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';
import { readValues } from './values.ts';
import { asVariables, questions, written, type Question } from './reportQuestions.ts';

let server: TestServer;
let asked: Question[];
beforeAll(async () => {
  server = await startTestServer({ template: 'demo' });
  asked = questions(await readValues(server));
  // The clock stands: once a minute a session's use is noted, and whoever asks in that moment is looked up anew.
  server.now.set(new Date().toISOString());
});
afterAll(() => server.close());

test('a report is one statement, its arguments written out or variables, also where its record is another\'s or none', async () => {
  const left: string[] = [];
  for (const question of asked) {
    for (const { query, variables } of [written(question), asVariables(question)]) {
      for (const role of question.roles) {
        const before = server.laneUse().compiled;
        const { errors } = await server.graphql(query, variables, { role });
        if (errors.length > 0 || server.laneUse().compiled !== before + 1) left.push(`${role}: ${query} ${JSON.stringify([variables, errors])}`);
      }
    }
  }
  expect(left).toEqual([]);
}, 300_000);

test('receivables by age are the same whichever of their fields are asked for', async () => {
  const fields = ['name', 'customer { id }', ...['notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90', 'receivable', 'overdue', 'unapplied', 'deposits', 'balance'].map((name) => `${name} { amount }`)];
  const ask = async (asked: string, args = '') => (await server.graphql(`{ receivablesByAge${args} { ${asked} } }`, {}, { role: 'OWNER' })).data.receivablesByAge as Record<string, Record<string, unknown>[]>;
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  for (const args of ['', '(first: 3)', `(on: "${daysAgo(90)}")`]) {
    const whole = await ask(`rows { ${fields.join(' ')} } totals { balance { amount } }`, args);
    expect(whole.rows?.length).toBeGreaterThan(2);
    const before = server.laneUse().compiled;
    for (const field of fields) {
      const [name = ''] = field.split(' ');
      expect((await ask(`rows { name ${field} }`, args)).rows, `${args} ${field}`).toEqual(whole.rows?.map((row) => ({ name: row.name, [name]: row[name] })));
    }
    expect(server.laneUse().compiled).toBe(before + fields.length);
  }
});

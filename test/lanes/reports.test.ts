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

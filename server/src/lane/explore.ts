// A question of `explore` as one statement on the analysts' connections.
import sql, { type Sql } from 'sql-template-tag';
import type { GraphQLObjectType } from 'graphql';
import { exploreResult, type ExploreRow } from '../analytics/explore.ts';
import { readQuestion, type QuestionInput } from '../analytics/exploreQuestion.ts';
import { exploreStatement } from '../analytics/exploreStatement.ts';
import { readExact } from '../shared/facts.ts';
import { rowsText } from '../shared/report.ts';
import { argumentsOf, NotCompiled } from './collect.ts';
import { typeOf, type Compiling, type Nodes } from './compiling.ts';
import { place } from './record.ts';
import { hasSlot } from './report.ts';
import { resolvedPrinter } from './resolved.ts';

/** The answer to a question that is wholly known when it is compiled. */
export function exploreSql(query: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Sql {
  const given = argumentsOf(query.getFields().explore?.args ?? [], nodes[0], compiling);
  if (hasSlot(given)) throw new NotCompiled('explore with a variable within an argument');
  compiling.isAnalysts = true;
  // As GraphQL has checked it.
  const question = readQuestion(given as unknown as QuestionInput, compiling.asker);
  const print = resolvedPrinter(typeOf(query, 'explore'), nodes, compiling);
  return place((text, ctx, { started }) => print(exploreResult(question, readExact(text) as ExploreRow[], ctx, performance.now() - started), ctx),
    rowsText(sql`(${exploreStatement(question, compiling.asker)})`), compiling);
}

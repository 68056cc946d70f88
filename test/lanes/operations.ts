// What the console and the examples send, as they send it: to be answered by one statement.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getNamedType, isEnumType, isNonNullType, Kind, parse, typeFromAST, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { readExamples } from '../../server/src/graphiql/examples.ts';
import { workspaceFolder } from '../../server/src/settings.ts';
import { globalId } from '../../server/src/shared/input.ts';
import type { Values } from './randomDocument.ts';

export interface Operation { name: string; document: DocumentNode; operation: OperationDefinitionNode }

const read = (source: string, name?: string): Operation[] => {
  const document = parse(source);
  return document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === 'query')
    .map((operation) => ({ name: name ?? (operation as OperationDefinitionNode).name?.value ?? '', document, operation: operation as OperationDefinitionNode }));
};

/** The queries in the console's sources. */
export function consoleOperations(): Operation[] {
  const folder = join(workspaceFolder, 'admin/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).sort();
  return files.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/graphql\(\s*`([^`]+)`/g)].flatMap(([, source = '']) => read(source)));
}

export const exampleOperations = (): Operation[] => readExamples().flatMap(({ name, query }) => read(query, `example ${name}`));

/** The type of the record that `node` or `nodes` asks for: the first condition in it. */
export function recordTypeOf({ operation }: Operation): string {
  const [, type = 'Order'] = /\bon (\w+)/.exec(operation.loc ? operation.loc.source.body : '') ?? [];
  return type;
}

/** What an argument named so holds in an operation: `productTemplateId: $id` asks for a template. */
function argumentOf({ operation }: Operation, name: string): string {
  const [, argument = name] = new RegExp(`(\\w+Id): \\$${name}\\b`).exec(operation.loc ? operation.loc.source.body : '') ?? [];
  return argument;
}

/** Of what type a record is that an argument names by its part in the question. */
const named: Record<string, string> = { recordId: 'Order', depositId: 'DepositRequest', intoId: 'Customer', exceptId: 'Customer', scheduleId: 'StatementSchedule' };

/** Variables with which an operation asks for something of the demo company; undefined where it wants a form filled in. */
export function variablesOf(asked: Operation, schema: GraphQLSchema, values: Values): Record<string, unknown> | undefined {
  const typeOf = (variable: string): string => {
    const name = argumentOf(asked, variable);
    return name === 'id' || name === 'ids' ? recordTypeOf(asked) : named[name] ?? name.replace(/Ids?$/, '').replace(/^./, (letter) => letter.toUpperCase());
  };
  const idOf = (variable: string): string | undefined => values.get(`id:${typeOf(variable)}`)?.[0] as string | undefined;
  const variables: Record<string, unknown> = {};
  for (const { variable, type } of asked.operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    const declared = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
    if (!declared || !isNonNullType(declared)) continue;
    const kind = getNamedType(declared);
    const isMany = String(declared).startsWith('[');
    // A file that is sent along, and records of which there are none.
    if (name === 'content' || (isMany && kind.name === 'ID' && name !== 'ids' && !idOf(name))) return undefined;
    const given: Record<string, unknown> = { Boolean: true, Int: 5, ID: idOf(name) ?? globalId(typeOf(name), '00000000-0000-7000-8000-000000000000'), Day: name === 'from' ? '1996-01-01' : '2026-12-31', DateTime: '2026-12-31T00:00:00Z', String: name === 'text' ? 'chai' : name === 'currency' || name === 'currencyCode' ? 'USD' : 'orders', Decimal: '1',
      OrderFilter: {}, Dataset: 'ORDERS', ImportSubject: 'PRODUCTS', DocumentKind: 'ORDER_CONFIRMATION', MailKind: 'INVOICE', Language: 'EN', DimensionInput: { field: 'placedOn', bucket: 'MONTH' }, MeasureInput: { op: 'COUNT' } };
    const value = given[kind.name] ?? (isEnumType(kind) ? kind.getValues()[0]?.name : undefined);
    if (value === undefined) return undefined;
    variables[name] = isMany ? [value] : value;
  }
  return variables;
}

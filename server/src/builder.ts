import SchemaBuilder from '@pothos/core';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import type PrismaTypes from './generated/pothos.ts';
import { getDatamodel } from './generated/pothos.ts';
import type { Json } from './generated/rows.ts';
import { isDecimal } from './shared/decimal.ts';
import type { RequestContext } from './shared/request.ts';
import { parseDay } from './shared/time.ts';

type Scalars = {
  ID: { Input: string; Output: string };
  Decimal: { Input: string; Output: string };
  Day: { Input: string; Output: string };
  DateTime: { Input: string; Output: string };
  CurrencyCode: { Input: string; Output: string };
  JSON: { Input: Json; Output: Json };
};

export const builder = new SchemaBuilder<{
  PrismaTypes: PrismaTypes; Context: RequestContext; Scalars: Scalars; DefaultFieldNullability: false;
}>({
  plugins: [PrismaPlugin, RelayPlugin],
  defaultFieldNullability: false,
  prisma: { client: (ctx) => ctx.db.prisma, dmmf: getDatamodel(), exposeDescriptions: true, onUnusedQuery: null },
  relay: { clientMutationId: 'omit', nodeQueryOptions: false, nodesQueryOptions: false },
});

const refuse = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
const literalText = (node: ValueNode): string => {
  if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return node.value;
  throw refuse('A text or number is wanted here.');
};

builder.scalarType('Decimal', {
  description: 'An exact decimal as text, e.g. "12.50": optional minus, digits, optional fraction; never an exponent.',
  serialize: (value) => value,
  parseValue: (value) => {
    const text = typeof value === 'number' ? String(value) : value;
    if (text === '') return text; // an empty input of a form: the action says at its field that it is needed
    if (typeof text !== 'string' || !isDecimal(text)) throw refuse('A decimal such as "12.50" is wanted here.');
    return text;
  },
  parseLiteral: (node) => {
    const text = literalText(node);
    if (!isDecimal(text)) throw refuse('A decimal such as "12.50" is wanted here.');
    return text;
  },
});
builder.scalarType('Day', {
  description: 'A calendar day, YYYY-MM-DD.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (value === '') return value;
    if (typeof value !== 'string' || !parseDay(value)) throw refuse('A day as YYYY-MM-DD is wanted here.');
    return value;
  },
});
builder.scalarType('DateTime', {
  description: 'An instant in UTC, YYYY-MM-DDTHH:MM:SS.mmmZ.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value) || Number.isNaN(Date.parse(value))) {
      throw refuse('An instant as YYYY-MM-DDTHH:MM:SSZ is wanted here.');
    }
    return value;
  },
});
builder.scalarType('CurrencyCode', { description: 'An ISO 4217 code.', serialize: (value) => value });
builder.scalarType('JSON', { description: 'Any JSON value.', serialize: (value) => value });

builder.queryType({});
builder.mutationType({});

import { Kind, visit } from 'graphql';
import type { DocumentNode, FieldNode, NameNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import type { AnyDocument, Values } from './resource.ts';

/** A query and its variables. */
export type Part = { document: AnyDocument; variables: Values };

const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });
const responseKey = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;
/** `$mayCreditRead` and the like stand for a right and mean the same in every part. */
const isRight = (variable: string): boolean => /^may[A-Z]/.test(variable);

export function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation || document.definitions.length > 1) throw new Error('Only a document of one operation can be merged');
  return operation;
}

/** The root fields of an operation; ours have no fragment there. */
export const rootFields = (operation: OperationDefinitionNode): FieldNode[] =>
  operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);

/** The operation with its variables and root fields under a prefix: `$filter` is `$b1_filter`, `orders` is `b1_orders: orders`. */
function prefixed(operation: OperationDefinitionNode, prefix: string): OperationDefinitionNode {
  const renamed = visit(operation, {
    Variable: (node) => (isRight(node.name.value) ? undefined : { ...node, name: nameNode(prefix + node.name.value) }),
  });
  const selections: SelectionNode[] = rootFields(renamed).map((field) => ({ ...field, alias: nameNode(prefix + responseKey(field)) }));
  return { ...renamed, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

const unique = <T>(items: readonly T[], key: (item: T) => string): T[] => [...new Map(items.map((item) => [key(item), item])).values()];

/**
 * One operation that asks several queries at once. The first keeps its name, variables and fields as they are; `split`
 * takes the answer apart again, one for each part.
 */
export function merged(parts: readonly [Part, ...Part[]]): Part & { split: (data: unknown) => unknown[] } {
  const prefixes = parts.map((_, index) => (index === 0 ? '' : `b${index}_`));
  const operations = parts.map(({ document }, index) => (index === 0 ? operationOf(document) : prefixed(operationOf(document), prefixes[index] ?? '')));
  const [first] = operations;
  if (!first || first.operation !== 'query') throw new Error('Only queries can be merged');
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{
      ...first,
      variableDefinitions: unique(operations.flatMap(({ variableDefinitions = [] }) => variableDefinitions), ({ variable }) => variable.name.value),
      selectionSet: { kind: Kind.SELECTION_SET, selections: operations.flatMap(({ selectionSet }) => selectionSet.selections) },
    }],
  };
  const variables = Object.fromEntries(
    parts.flatMap((part, index) => Object.entries(part.variables).map(([name, value]) => [isRight(name) ? name : `${prefixes[index]}${name}`, value])),
  );
  const split = (data: unknown) => {
    const fields = data as Values; // the data of an operation is an object
    return parts.map((part, index) =>
      Object.fromEntries(rootFields(operationOf(part.document)).map((field) => [responseKey(field), fields[`${prefixes[index]}${responseKey(field)}`]])));
  };
  // The parts' types are what `split` is read by.
  return { document: document as AnyDocument, variables, split };
}

const kept = new WeakMap<DocumentNode, AnyDocument>();

/** The query that counts what a list's query lists: `orders(first: 1, filter: $filter) { totalCount }`. */
export function countOf(list: AnyDocument): AnyDocument {
  const known = kept.get(list);
  if (known) return known;
  const operation = operationOf(list);
  const [root] = rootFields(operation);
  if (!root) throw new Error('A list has a root field');
  const counting: FieldNode = {
    ...root,
    arguments: [
      { kind: Kind.ARGUMENT, name: nameNode('first'), value: { kind: Kind.INT, value: '1' } },
      ...(root.arguments ?? []).filter(({ name }) => name.value === 'filter'),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: nameNode('totalCount') }] },
  };
  const count: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{
      ...operation,
      variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) => variable.name.value === 'filter'),
      name: nameNode(`${operation.name?.value ?? ''}Count`),
      selectionSet: { kind: Kind.SELECTION_SET, selections: [counting] },
    }],
  };
  kept.set(list, count as AnyDocument);
  return count as AnyDocument;
}

const summing = new WeakMap<DocumentNode, AnyDocument>();

/** A list's query that reads its sums in the same connection. */
export function withTotals(list: AnyDocument, totals: AnyDocument): AnyDocument {
  const known = summing.get(list);
  if (known) return known;
  const [sums] = rootFields(operationOf(totals));
  const wanted = (sums?.selectionSet?.selections ?? []).filter((selection) => selection.kind === Kind.FIELD && selection.name.value === 'totals');
  const operation = operationOf(list);
  const more = (operationOf(totals).variableDefinitions ?? []).filter(({ variable }) => isRight(variable.name.value));
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{
      ...operation,
      variableDefinitions: unique([...(operation.variableDefinitions ?? []), ...more], ({ variable }) => variable.name.value),
      selectionSet: {
        kind: Kind.SELECTION_SET,
        selections: rootFields(operation).map((root) => ({
          ...root,
          selectionSet: { kind: Kind.SELECTION_SET, selections: [...(root.selectionSet?.selections ?? []), ...wanted] },
        })),
      },
    }],
  };
  summing.set(list, document as AnyDocument);
  return document as AnyDocument;
}

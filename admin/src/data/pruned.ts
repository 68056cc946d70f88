import { Kind, visit } from 'graphql';
import type { DirectiveNode, DocumentNode } from 'graphql';

/** `$mayOpenItemsRead` stands for the permission openItems.read. */
function permissionOf(variable: string): string | undefined {
  const [, noun = '', verb = ''] = /^may([A-Z]\w*)([A-Z][a-z]+)$/.exec(variable) ?? [];
  return noun ? `${noun.charAt(0).toLowerCase()}${noun.slice(1)}.${verb.toLowerCase()}` : undefined;
}

const permissionsOf = (directives: readonly DirectiveNode[] = []): string[] =>
  directives
    .filter(({ name }) => name.value === 'include')
    .flatMap(({ arguments: given = [] }) => given.map(({ value }) => (value.kind === Kind.VARIABLE ? permissionOf(value.name.value) : undefined)))
    .filter((permission) => permission !== undefined);

/**
 * The document without what the viewer may not see: `creditLimit @include(if: $mayCreditRead) { … }`. The API refuses an
 * operation that asks for a forbidden field at all, so it is left out before it is sent; so are variables that nothing uses.
 */
export function pruned(document: DocumentNode, may: (permission: string) => boolean): DocumentNode {
  const visible = visit(document, {
    Field: (node) => {
      const wanted = permissionsOf(node.directives);
      if (wanted.length === 0) return undefined;
      if (!wanted.every(may)) return null;
      return { ...node, directives: (node.directives ?? []).filter((directive) => permissionsOf([directive]).length === 0) };
    },
  });
  const used = new Set<string>();
  visit(visible, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit(visible, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) });
}

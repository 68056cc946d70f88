import { createElement } from 'react';
import type { ComponentType, ElementType } from 'react';
import type { TadaDocumentNode } from './graphql.ts';

/** Any typed document; the provider only moves its data, the screens read it typed. */
// oxlint-disable-next-line typescript/no-explicit-any -- variables differ per document and are contravariant
export type AnyDocument = TadaDocumentNode<any, any>;
export type Values = Record<string, unknown>;

export type Queries = {
  /** `query ($first $after $filter $orderBy) { things(…) { nodes { id … } pageInfo { hasNextPage endCursor } totalCount } }` */
  list: AnyDocument;
  /** `query ($filter) { things(first: 1, filter: $filter) { totals { … } } }`: sums of the whole filter. */
  totals?: AnyDocument;
  /** `query ($id) { node(id: $id) { ... on Thing { … } } }` */
  one: AnyDocument;
  /** `query ($ids) { nodes(ids: $ids) { ... on Thing { id … } } }`: what a reference to it shows. */
  many: AnyDocument;
  /** `mutation ($input) { createThing(input: $input) { ...payload or refusal } }` */
  create?: AnyDocument;
  update?: AnyDocument;
  delete?: AnyDocument;
  /** The name of the id in update's and delete's input; `id` if not given. */
  inputId?: string;
  /** The keys of create's and update's input that forms edit; nothing else is ever sent. */
  input?: readonly string[];
  /** Keys that only create takes. */
  createInput?: readonly string[];
  /** A loaded record as form values, where they differ: `salesPersonId: record.salesPerson?.id`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the record is typed by the resource's own `one` document
  toForm?: (record: any) => Values;
};

export type Pages = Partial<Record<'list' | 'show' | 'edit' | 'create', ComponentType>>;

export type ResourceSpec = {
  name: string;
  /** The GraphQL type, as in a decoded global id. */
  type: string;
  icon: ElementType;
  group: MenuGroup;
  /** The letter after `g` that goes to the list. */
  goKey?: string;
  /** Permission codes; where absent, everybody who may sign in. */
  permissions?: { read?: string; create?: string; update?: string; delete?: string };
  label: (record: Values) => string;
  /** Its documents, in a chunk of their own: they come with the first page or question that needs them. */
  queries: () => Promise<Queries>;
  pages: Pages;
  /** Not in the menu: reached from other records only. */
  hidden?: boolean;
};

export const MENU_GROUPS = ['start', 'sell', 'buy', 'stock', 'supplies', 'money', 'insight', 'settings'] as const;
export type MenuGroup = (typeof MENU_GROUPS)[number];

const resources = new Map<string, ResourceSpec>();
const names = new Map<string, string>();

/** Declares a resource once; data provider, menu, palette, breadcrumbs and rights read this declaration. */
export function defineResource(declared: ResourceSpec): ResourceSpec {
  // A page's code and its documents are fetched side by side.
  const pages = Object.entries(declared.pages).map(([name, Page]) => [name, function ResourcePage() {
    void queriesOf(declared.name);
    return createElement(Page);
  }]);
  const spec: ResourceSpec = { ...declared, pages: Object.fromEntries(pages) as Pages };
  resources.set(spec.name, spec);
  names.set(spec.type, spec.name);
  return spec;
}

const loading = new Map<string, Promise<Queries>>();
const loaded = new Map<string, Queries>();

/** The documents of a resource, fetched once; asked again after a failure. */
export function queriesOf(name: string): Promise<Queries> {
  const known = loading.get(name);
  if (known) return known;
  const asked = resourceSpec(name).queries().then((queries) => {
    loaded.set(name, queries);
    return queries;
  }, (error: unknown) => {
    loading.delete(name);
    throw error;
  });
  loading.set(name, asked);
  return asked;
}

/** The documents of a resource whose page is open. */
export function loadedQueries(name: string): Queries {
  const queries = loaded.get(name);
  if (!queries) throw new Error(`The documents of ${name} are not here yet`);
  return queries;
}

export function resourceSpec(name: string): ResourceSpec {
  const spec = resources.get(name);
  if (!spec) throw new Error(`The resource ${name} is not defined`);
  return spec;
}

/** The resource of a GraphQL type. */
export const resourceOfType = (type: string): string | undefined => names.get(type);

/** The GraphQL type of a resource; empty when it is none. */
export const typeOf = (name: string): string => resources.get(name)?.type ?? '';

export const allResources = (): ResourceSpec[] => [...resources.values()];

/** The console's path of any record, by its global id (`Type:uuid` in base64); undefined if it has no page. */
export function pathOfId(id: string): string | undefined {
  const name = names.get(typeOfId(id));
  return name && resources.get(name)?.pages.show ? `/${name}/${encodeURIComponent(id)}/show` : undefined;
}

export function typeOfId(id: string): string {
  try {
    return atob(id).split(':')[0] ?? '';
  } catch {
    return '';
  }
}

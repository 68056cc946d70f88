// What analysts ask about: declared entities by the names of explore, and the fields that paths from them reach.
import { entities, entityOf, type Entity, type Kind } from '../shared/entity.ts';
import { isInCompany } from '../shared/scope.ts';
import { message } from '../shared/messages.ts';
import type { Viewer } from '../shared/viewer.ts';

/** Dataset → entity. Each row of the entity is one row of the dataset. */
export const datasets = {
  ORDERS: 'Order', ORDER_LINES: 'OrderLine', SHIPMENTS: 'Shipment', SHIPMENT_LINES: 'ShipmentLine', INVOICES: 'Invoice',
  INVOICE_LINES: 'InvoiceLine', PAYMENTS: 'Payment', OPEN_ITEMS: 'OpenItem', JOURNAL_LINES: 'JournalLine', STOCK_MOVES: 'StockMove',
  STOCK_LEVELS: 'StockLevel', PRODUCTS: 'Product', CUSTOMERS: 'Customer', PURCHASE_ORDER_LINES: 'PurchaseOrderLine', BILLS: 'Bill',
  SUPPLY_ISSUE_LINES: 'SupplyIssueLine', PREPARATIONS: 'Preparation', SALES_HISTORY: 'SalesHistory',
} as const satisfies Record<string, string>;
export type Dataset = keyof typeof datasets;
export const datasetNames = Object.keys(datasets) as Dataset[];

export const datasetEntity = (dataset: Dataset): Entity => entityOf(datasets[dataset]);

/** A field of a dataset, or of a record that its rows lead to. */
export interface AskableField {
  /** placedOn, customer.country; a path that ends in a relation is the related record's id. */
  path: string;
  kind: Kind;
  /** For an id: the type of the record. */
  target?: string;
  /** All that one must hold to see it. */
  permissions: string[];
  /** Catalogue keys of each step's label. */
  labelKeys: string[];
  /** Of an amount that may be in several currencies: it is known in company money, too. */
  hasCompanyMoney?: boolean;
}

const RELATIONS_MAX = 3;
const askableKinds = (kind: Kind) => kind !== 'json' && kind !== 'texts';

function walk(declared: Entity, prefix: string, from: Pick<AskableField, 'permissions' | 'labelKeys'>, passed: string[]): AskableField[] {
  const permissions = [...from.permissions, declared.permission];
  const at = (name: string, kind: Kind, permission: string | undefined, target?: string, hasCompanyMoney = false): AskableField => ({
    path: prefix + name, kind, ...(target ? { target } : {}), ...(hasCompanyMoney ? { hasCompanyMoney } : {}),
    permissions: permission ? [...permissions, permission] : permissions,
    labelKeys: [...from.labelKeys, `field.${declared.name}.${name}`],
  });
  const own = Object.entries(declared.fields).filter(([, field]) => field.askable && askableKinds(field.kind) && field.kind !== 'uuid')
    .map(([name, field]) => at(name, field.kind, field.permission, undefined, isInCompany(declared, field)));
  const related = Object.entries(declared.ones).filter(([, each]) => entities.has(each.target)).flatMap(([name, each]) => {
    const id = at(name, 'uuid', each.permission, each.target);
    const target = entityOf(each.target);
    if (passed.length >= RELATIONS_MAX || passed.includes(each.target)) return [id];
    return [id, ...walk(target, `${prefix}${name}.`, { permissions: id.permissions, labelKeys: id.labelKeys }, [...passed, each.target])];
  });
  return [...own, ...related];
}

const kept = new Map<Dataset, Map<string, AskableField>>();

/** Every field that can be asked of a dataset, by path; rights are not looked at. */
export function fieldsOf(dataset: Dataset): ReadonlyMap<string, AskableField> {
  let found = kept.get(dataset);
  if (!found) {
    const declared = datasetEntity(dataset);
    found = new Map(walk(declared, '', { permissions: [], labelKeys: [] }, [declared.name]).map((field) => [field.path, field]));
    kept.set(dataset, found);
  }
  return found;
}

/** What the viewer misses to see a field; undefined when nothing. */
export const missingFor = (field: Pick<AskableField, 'permissions'>, viewer: Viewer): string | undefined =>
  field.permissions.find((permission) => !viewer.permissions.has(permission));

/** The name of a field as people read it: Customer › Country. */
export const fieldLabel = ({ labelKeys }: Pick<AskableField, 'labelKeys'>, locale: string): string =>
  labelKeys.map((key) => message(locale, key)).reduce((from, field) => message(locale, 'explore.path', { from, field }));

export const datasetLabel = (dataset: Dataset, locale: string): string => message(locale, `dataset.${dataset}`);

/** Datasets that the viewer may ask, with the fields that he may see; which amounts are known in company money, where the firm has others. */
export function datasetsFor(viewer: Viewer, tradesAbroad: boolean): { dataset: Dataset; fields: AskableField[] }[] {
  return datasetNames.filter((dataset) => entities.has(datasets[dataset]) && viewer.permissions.has(datasetEntity(dataset).permission))
    .map((dataset) => ({ dataset, fields: [...fieldsOf(dataset).values()].filter((field) => !missingFor(field, viewer))
      .map(({ hasCompanyMoney, ...field }) => ({ ...field, ...(hasCompanyMoney && tradesAbroad ? { hasCompanyMoney } : {}) })) }));
}

// A small trading firm whose days pass as a test wants: masters and documents made by the product's own actions.
import { system } from '../../server/src/access/identify.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { createCustomer } from '../../server/src/customers/createCustomer.ts';
import { systemContext } from '../../server/src/context.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { companyRows } from '../../server/src/setup/rules.ts';
import { action, type AnyAction } from '../../server/src/shared/action.ts';
import { openDb, type Db } from '../../server/src/shared/db.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform, readInput } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';
import type { Context } from '../../server/src/shared/viewer.ts';
import { createDatabase, type TestDatabase } from './databases.ts';

type Statement = Parameters<Db['rows']>[0];

/** A statement with its values, as the product's own code writes it. */
export const sql = (texts: TemplateStringsArray, ...values: (string | number | null)[]): Statement => {
  const text = texts.reduce((all, each, index) => `${all}$${index}${each}`);
  return { text, values } as unknown as Statement; // all that rows() reads of it
};

const found = action({
  name: 'found', describe: 'Founds the firm.', permission: 'company.manage', input: {}, refusals: [], payload: {},
  load: async () => undefined,
  decide: (_facts, _input, ctx) => ({ ...companyRows({
    name: 'Trading Firm', currencyCode: 'USD', timeZone: 'UTC', owner: { name: 'Owner', email: 'owner@example.com', passwordHash: 'none' },
  }, ctx), result: {} }),
});

/** The day on which the firm begins; it stands in a year with open periods. */
export const firstDay = '2026-01-05' as Day;

export interface Trade {
  db: Db;
  database: TestDatabase;
  /** Today of the actions that follow. */
  day: Day;
  context(): Promise<Context>;
  /** Performs an action as a client would send it; gives ids as the API does not, raw. A refusal is thrown. */
  act(declared: AnyAction, raw: Record<string, unknown>): Promise<Record<string, string>>;
  /** The code of the refusal that an action meets; undefined when it is carried out. */
  refusal(declared: AnyAction, raw: Record<string, unknown>): Promise<string | undefined>;
  customer(more?: Record<string, unknown>): Promise<string>;
  /** Goods in stock, bought at a cost. */
  product(cost: string, units?: string, more?: Record<string, unknown>): Promise<string>;
  /** Something of which no stock is kept: it may be sold on any day. */
  service(): Promise<string>;
  order(customerId: string, lines: Record<string, unknown>[], more?: Record<string, unknown>): Promise<string>;
  ship(orderId: string, lines?: Record<string, unknown>[]): Promise<string>;
  /** An order placed, shipped and invoiced on the day; its invoice. */
  invoice(customerId: string, lines: Record<string, unknown>[], more?: Record<string, unknown>): Promise<string>;
  one<T>(statement: Statement): Promise<T>;
  close(): Promise<void>;
}

export async function startTrade(): Promise<Trade> {
  const database = await createDatabase('empty');
  const db = await openDb({ url: database.url, role: 'hesabu_app', poolMax: 10 });
  let count = 0;
  const context = async (): Promise<Context> => {
    count += 1;
    const now = new Date(Date.parse(`${trade.day}T08:00:00Z`) + count);
    return { ...await systemContext(db, now, 'JOB', { ...system, name: 'Test' }), today: trade.day, pinsClock: true };
  };
  const act: Trade['act'] = async (declared, raw) => {
    const ctx = await context();
    const { result } = await perform(declared, readInput(declared, raw, ctx), ctx);
    return result as Record<string, string>;
  };
  const id = async (table: string, code: string) => globalId(table, (await trade.one<{ id: string }>(
    table === 'Unit' ? sql`SELECT id FROM "Unit" WHERE code = ${code}` : sql`SELECT id FROM "Warehouse" WHERE code = ${code}`)).id);
  const trade: Trade = {
    db, database, day: firstDay, context, act,
    refusal: async (declared, raw) => {
      try {
        await act(declared, raw);
        return undefined;
      } catch (error) {
        if (error instanceof Refusal) return error.kind.code;
        throw error;
      }
    },
    customer: async (more = {}) => {
      count += 1;
      const { customer = '' } = await act(createCustomer, { code: `C${count}`, name: `Customer ${count}`, ...more });
      return globalId('Customer', customer);
    },
    product: async (cost, quantity = '1000', more = {}) => {
      count += 1;
      const { product = '' } = await act(createProduct, { sku: `P${count}`, name: `Product ${count}`, unitId: await id('Unit', 'PCS'), ...more });
      const productId = globalId('Product', product);
      await act(recordOpeningStock, { lines: [{ productId, warehouseId: await id('Warehouse', 'MAIN'), quantity, unitCost: cost }] });
      return productId;
    },
    service: async () => {
      count += 1;
      const { product = '' } = await act(createProduct, { sku: `P${count}`, name: `Service ${count}`, unitId: await id('Unit', 'PCS'), isStocked: false });
      return globalId('Product', product);
    },
    order: async (customerId, lines, more = {}) =>
      globalId('Order', (await act(placeOrder, { order: { customerId, lines, ...more } })).order ?? ''),
    ship: async (orderId, lines) => globalId('Shipment', (await act(shipOrder, { orderId, ...(lines ? { lines } : {}) })).shipment ?? ''),
    invoice: async (customerId, lines, more) => {
      const shipmentId = await trade.ship(await trade.order(customerId, lines, more));
      return globalId('Invoice', (await act(invoiceShipments, { shipmentIds: [shipmentId] })).invoice ?? '');
    },
    one: async <T>(statement: Statement) => {
      const [row] = await db.rows<T>(statement);
      if (!row) throw new Error('no row');
      return row;
    },
    close: async () => {
      await db.close();
      await database.drop();
    },
  };
  await perform(found, {}, await context());
  return trade;
}

/** The uuid behind a global id. */
export const uuid = (globalIdText: string): string => Buffer.from(globalIdText, 'base64').toString('utf8').split(':')[1] ?? '';
export const later = (day: Day, days: number): Day => addDays(day, days);

import sql from 'sql-template-tag';
import type { AddressRow, Channel, CustomerRow, WarehouseRow } from '../generated/rows.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import { loadAddresses, readCustomer } from '../customers/loadCustomer.ts';
import type { UnitsOf } from './lineUnits.ts';
import { loadFrameworks } from '../pricing/frameworkParts.ts';
import type { FrameworkFacts } from '../pricing/frameworks.ts';
import { currencyFor, documentMoney, type DocumentMoney } from '../currencies/documentMoney.ts';
import { loadRates } from '../currencies/rates.ts';
import { promotionsIn } from '../pricing/promotionMoney.ts';
import { loadSellables, type Sellable } from '../pricing/priceOf.ts';
import { loadPrices } from '../pricing/priceParts.ts';
import { codeOf, loadPromotions } from '../pricing/promotionParts.ts';
import type { PromotionFacts } from '../pricing/promotions.ts';
import type { PriceFacts } from '../pricing/resolvePrice.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

/** What an order is drafted from. */
export interface DraftFacts {
  customer: CustomerRow;
  addresses: AddressRow[];
  /** The warehouse asked for, or the default one; undefined when there is none. */
  warehouse: WarehouseRow | undefined;
  products: Map<string, Sellable>;
  isKnownSalesPerson: boolean;
  /** Where a line is told in another unit than the product's. */
  units?: UnitsOf;
  /** How the order came in. */
  channel: Channel;
  /** The day whose prices count. */
  on: Day;
  prices?: PriceFacts;
  promotions?: PromotionFacts;
  /** What the customer may call off from. */
  frameworks?: FrameworkFacts;
  /** The currency of the document; the company's when left out. */
  money?: DocumentMoney;
}

interface Asked { currencyCode?: string | null; customerId: string; warehouseId?: string | null; salesPersonId?: string | null; productIds: string[]; on: Day; couponCodes?: readonly string[] | null; lines?: readonly { unitId?: string | null }[] | null }

export async function loadDraftFacts(tx: Tx, ctx: Context, asked: Asked): Promise<DraftFacts> {
  const [warehouse] = await selectRows(tx, 'Warehouse', asked.warehouseId
    ? sql`t.id = ${asked.warehouseId}` : sql`t."companyId" = ${ctx.company.id} AND t."isDefault"`);
  const people = asked.salesPersonId ? await tx.rows(sql`SELECT 1 FROM "SalesPerson" WHERE id = ${asked.salesPersonId}`) : [true];
  const customer = await readCustomer(tx, asked.customerId, ctx);
  const code = currencyFor(asked.currencyCode, customer, ctx);
  const money = documentMoney(code, asked.on, code === ctx.company.currencyCode ? undefined : await loadRates(tx, ctx, [asked.on]), ctx);
  return {
    money, on: asked.on, prices: await loadPrices(tx, customer, ctx.channel, asked.productIds),
    promotions: promotionsIn(await loadPromotions(tx, ctx, customer.id, asked.on, (asked.couponCodes ?? []).map(codeOf)), money),
    frameworks: await loadFrameworks(tx, customer.id),
    ...(asked.lines?.some(({ unitId }) => unitId) ? { units: await loadProductUnits(tx, asked.productIds) } : {}),
    customer, addresses: await loadAddresses(tx, asked.customerId), warehouse,
    products: await loadSellables(tx, ctx, [...new Set(asked.productIds)], asked.on), isKnownSalesPerson: people.length > 0, channel: ctx.channel,
  };
}

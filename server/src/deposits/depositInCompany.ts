import sql, { type Sql } from 'sql-template-tag';
import { rateOn } from '../currencies/rates.ts';
import { col } from '../shared/entity.ts';

/** An amount of a deposit (alias) in company money: by the rate of its order; of none, by that of the day on which it was asked for. */
export const depositInCompany = (alias: string, value: Sql): Sql => sql`CASE WHEN ${col(alias, 'currencyCode')} = (SELECT c."currencyCode" FROM "Company" c WHERE c.id = ${col(alias, 'companyId')}) THEN ${value}
  ELSE hesabu_in_company(${value}, coalesce((SELECT o."exchangeRate" FROM "Order" o WHERE o.id = ${col(alias, 'orderId')}), (SELECT r.rate FROM ${rateOn(col(alias, 'currencyCode'), col(alias, 'requestedOn'))} r)), ${col(alias, 'currencyCode')}) END`;

// Fields of papers of suppliers: amounts in their currency, and what they come to in company money.
import sql from 'sql-template-tag';
import { col, column, expression, money } from '../shared/entity.ts';

const worth = (own: string, company: string) => (t: string) => sql`coalesce(${col(t, company)}, ${col(t, own)})`;

/** An amount of a paper; lists sum it in company money. */
export const inBoth = (own: string, company: string) => money(own, { inCompany: worth(own, company) });

/** Rate and company money of a paper. */
export const paperWorth = {
  exchangeRate: column(undefined, { describe: 'Company money per unit of its currency; null: it is in company money.' }),
  rateSource: column(undefined, { describe: 'Where its rate comes from, if that is not the one of its day.' }),
  companyNet: expression('money', worth('netMinor', 'companyNetMinor'), { describe: 'Net in company money.' }),
  companyTax: expression('money', worth('taxMinor', 'companyTaxMinor'), { describe: 'Tax in company money.' }),
  companyTotal: expression('money', worth('totalMinor', 'companyTotalMinor'), { describe: 'Total in company money.' }),
};

// Pure: everything that a new company begins with.
import { userRow } from '../access/createUser.ts';
import { openBooksRows } from '../accounting/openBooks.ts';
import { standardUnitRows } from '../catalogue/standardUnits.ts';
import { firstWarehouseRows } from '../inventory/firstWarehouse.ts';
import type { CompanyRow } from '../generated/rows.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import { dayIn, yearOf } from '../shared/time.ts';
import { insert } from '../shared/write.ts';

export interface CompanyPlan {
  name: string;
  currencyCode: string;
  timeZone: string;
  isDemo?: boolean;
  owner: { name: string; email: string; passwordHash: string };
  /** Years whose months are open for posting; by default two before this one to the next. */
  years?: { first: number; last: number };
}

/** Company, chart, periods, tax code, units, warehouse and owner, as rows of one decision. */
export function companyRows(plan: CompanyPlan, { now, newId }: Pick<DecideContext, 'now' | 'newId'>): Omit<Decision, 'result'> & { company: CompanyRow; ownerId: string } {
  const company: CompanyRow = {
    id: newId(), name: plan.name, currencyCode: plan.currencyCode, timeZone: plan.timeZone, locale: 'en', taxNumber: null, address: null,
    createdAt: now, version: 1, isDemo: plan.isDemo ?? false, taxRounding: 'LINE', fiscalMonth: 1, expiryNoticeDays: 30, expiryUrgentDays: 7,
  };
  const year = yearOf(dayIn(now, plan.timeZone));
  const { first, last } = plan.years ?? { first: year - 2, last: year + 1 };
  const ownerId = newId();
  return {
    company, ownerId,
    rows: [
      insert('Company', company),
      ...openBooksRows(company.id, first, last, newId),
      ...standardUnitRows(newId),
      ...firstWarehouseRows(company.id, newId),
      userRow({ id: ownerId, companyId: company.id, role: 'OWNER', ...plan.owner }, { company }),
    ],
    events: [
      { kind: 'companySetUp', subjectType: 'Company', subjectId: company.id, companyId: company.id,
        changes: { name: [null, company.name], currencyCode: [null, company.currencyCode], timeZone: [null, company.timeZone] } },
      { kind: 'userCreated', subjectType: 'User', subjectId: ownerId, companyId: company.id, changes: { role: [null, 'OWNER'] },
        personal: { name: [null, plan.owner.name], email: [null, plan.owner.email] } },
    ],
  };
}

import sql from 'sql-template-tag';
import type { ChainFact, ChainLimitRow, ChainOwnerKind, ChainStep, Role } from '../generated/rows.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { globalId } from '../shared/input.ts';
import { report } from '../shared/report.ts';
import { builtInLimits, limitOf, usual, type Settings } from './limits.ts';
import { builtIn, steps } from './rules.ts';
import { setChainLimit, setConfirmationRule, setStageOwners } from './settings.ts';

reportType('StageOwnerRule', 'Who gets a stage, if somebody is there.', {
  kind: 'enum:ChainOwnerKind', userId: 'text?', userName: 'text?', isThere: 'boolean', role: 'enum:Role?', warehouseId: 'text?', warehouseName: 'text?',
});
reportType('StageOwners', 'Who gets a stage: the first rule that finds somebody.', { step: 'enum:ChainStep', isBuiltIn: 'boolean', rules: 'reports:StageOwnerRule' });
reportType('FactLimit', 'After how many hours what an order lacks makes it stuck.', { fact: 'enum:ChainFact', hours: 'int', isActive: 'boolean', raisesTask: 'boolean', isBuiltIn: 'boolean' });
reportType('ChainRules', 'How orders are led through their chain.', {
  owners: 'reports:StageOwners', limits: 'reports:FactLimit', leadDays: 'int', confirmsByDelivery: 'boolean', silenceDays: 'int?', version: 'int',
});

interface RuleRow { step: ChainStep; kind: ChainOwnerKind; userId: string | null; userName: string | null; isThere: boolean; role: Role | null; warehouseId: string | null; warehouseName: string | null }
interface Row { rules: RuleRow[] | null; limits: ChainLimitRow[] | null; settings: Settings | null }

reportQuery('chainRules', {
  describe: 'Who gets which stage, after how long an order is stuck, and what counts as a customer\'s confirmation.', permission: 'chain.read', type: 'ChainRules',
  report: report({
    args: {},
    statement: () => sql`SELECT
      (SELECT json_agg(json_build_object('step', r.step, 'kind', r.kind, 'userId', r."userId", 'userName', u.name, 'role', r.role, 'warehouseId', r."warehouseId", 'warehouseName', w.name,
        'isThere', coalesce(u."isActive", r.role IS NULL OR EXISTS (SELECT FROM "User" x WHERE x.role = r.role AND x."isActive"))) ORDER BY r.step, r.no)
        FROM "ChainRule" r LEFT JOIN "User" u ON u.id = r."userId" LEFT JOIN "Warehouse" w ON w.id = r."warehouseId") AS rules,
      (SELECT json_agg(l) FROM "ChainLimit" l) AS limits, (SELECT row_to_json(s) FROM "ChainSettings" s LIMIT 1) AS settings`,
    make: ([row]: Row[]) => {
      const known = row?.limits ?? [];
      const { leadDays, confirmsByDelivery, silenceDays, version } = row?.settings ?? usual;
      return {
        leadDays, confirmsByDelivery, silenceDays, version,
        owners: steps.map((step) => {
          const own = (row?.rules ?? []).filter((each) => each.step === step);
          const rules = own.length > 0 ? own : builtIn[step].map((each) => ({ ...each, userName: null, warehouseName: null, isThere: true }));
          return { step, isBuiltIn: own.length === 0, rules: rules.map((each) => ({
            ...each, userId: each.userId && globalId('Colleague', each.userId), warehouseId: each.warehouseId && globalId('Warehouse', each.warehouseId),
          })) };
        }),
        limits: (Object.keys(builtInLimits) as ChainFact[]).filter((fact) => fact !== 'NOT_PAID')
          .map((fact) => ({ fact, ...limitOf(known, fact), isBuiltIn: known.every((each) => each.fact !== fact) })),
      };
    },
  }),
});

mutations(setStageOwners, setChainLimit, setConfirmationRule);

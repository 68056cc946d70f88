// Who buys on credit: applications at each stage, how customers are judged, reviews, and who is out of line with the others.
import sql from 'sql-template-tag';
import { createCreditApplication, declineCreditApplication, proposeCredit } from '../../../server/src/credit/applications.ts';
import { assessCredit, rateCredit } from '../../../server/src/credit/assessCredit.ts';
import { compareGroup, finishDeviationRun, startDeviationRun } from '../../../server/src/credit/deviationRuns.ts';
import { recordCreditReview } from '../../../server/src/credit/reviews.ts';
import { globalId, uuidOf } from '../../../server/src/shared/input.ts';
import { step, type Firm, type Step } from './firm.ts';

const application = (firm: Firm, key: string) => firm.kept.get(key);

/** What a customer asks for, handed in at once. */
async function apply(firm: Firm, key: string, ago: number, code: string, limit: string, termDays: number, note: string, reference: string): Promise<void> {
  const made = await firm.act(createCreditApplication, `apply ${key}`, ago, { customerId: await firm.of('Customer', code), limit, termDays, note, references: [{ name: reference, contact: 'accounts' }], submit: true }, 'SALES');
  firm.kept.set(key, made['application'] ?? '');
}

export const crediting: Step[] = [
  step(40, async (firm) => firm.act(rateCredit, 'rated', 40, { customerId: await firm.of('Customer', 'SAVEA'), source: 'Northwest Credit Agency', grade: 'BB+', points: 78, ratedOn: firm.day(44) }, 'COLLECTOR')),
  ...['ALFKI', 'SAVEA', 'ERNSH'].map((code, at) => step(38 - at, async (firm: Firm) => firm.act(assessCredit, `judge ${code}`, 38 - at, { customerId: await firm.of('Customer', code) }, 'COLLECTOR'))),
  step(34, async (firm) => firm.act(recordCreditReview, 'review', 34, { customerId: await firm.of('Customer', 'SAVEA'), outcome: 'KEEP', reason: 'Pays in time, and uses half of it.' }, 'COLLECTOR')),
  step(12, (firm) => apply(firm, 'hotel', 12, 'BAYVW', '8000', 30, 'Weddings all summer; the bar is refurbished.', 'Puget Linen Service')),
  step(11, (firm) => apply(firm, 'harbour', 11, 'HARBR', '20000', 60, 'A second kitchen opens.', 'Elliott Fish Company')),
  step(4, (firm) => apply(firm, 'cedar', 4, 'CEDAR', '3000', 30, 'More wine than last year.', 'First Bank of Ballard')),
  step(10, async (firm) => {
    await firm.act(assessCredit, 'judge hotel', 10, { applicationId: application(firm, 'hotel') }, 'COLLECTOR');
    await firm.act(assessCredit, 'judge harbour', 10, { applicationId: application(firm, 'harbour') }, 'COLLECTOR');
  }),
  step(9, async (firm) => {
    await firm.act(proposeCredit, 'propose', 9, { applicationId: application(firm, 'hotel'), limit: '5000', termDays: 30, reason: 'They buy each week.' }, 'COLLECTOR');
    await firm.act(declineCreditApplication, 'decline', 9, { applicationId: application(firm, 'harbour'), reason: 'More than they have bought in a year.' }, 'COLLECTOR');
  }),
  step(8, async (firm) => {
    const { run = '' } = await firm.act(startDeviationRun, 'compare', 8, {}, 'CONTROLLER');
    for (const { id, no } of await firm.rows<{ id: string; no: number }>(sql`SELECT id, no FROM "DeviationRunGroup" WHERE "runId" = ${uuidOf(run)?.uuid ?? ''}::uuid ORDER BY no`)) {
      await firm.act(compareGroup, `compare ${no}`, 8, { groupRowId: globalId('DeviationRunGroup', id) }, 'CONTROLLER');
    }
    await firm.act(finishDeviationRun, 'compared', 8, { runId: run }, 'CONTROLLER');
  }),
];

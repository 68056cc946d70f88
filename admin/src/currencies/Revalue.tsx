import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useNavigate } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { addDays } from '../data/presets.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { rateText } from './fields.tsx';
import { previewRevaluation, revalue } from './queries.ts';

const monthEnd = (on: string) => addDays(`${on.slice(0, 8)}01`, -1);

/** What is open and held in other currencies at a day's rate: looked at, then posted. */
export function Revalue() {
  const t = useT();
  const navigate = useNavigate();
  const { day, set } = useReportParams();
  const on = day('on', monthEnd(today()));
  const { data, error, refetch } = useAsk(previewRevaluation, { valuedOn: on });
  const [run, { pending }] = useAction(revalue);
  const made = data?.previewRevaluation;
  const post = async () => {
    const done = await run({ input: { valuedOn: on } });
    if (done?.revaluation) void navigate(pathOfId(done.revaluation.id) ?? '/revaluations');
  };
  return (
    <ReportPage
      title={t('currencies.revaluation')} about={t('currencies.revaluationAbout')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={
        <>
          <ReportDay label={t('currencies.valuedOn')} value={on} onChange={(next) => set({ on: next })} />
          {may('journal.post') && <Button variant="contained" disabled={pending || !made?.lines.some(({ gain }) => /[1-9]/.test(gain.amount))} onClick={() => void post()}>{t('action.revalue')}</Button>}
        </>
      }
    >
      {data && !made && <Alert severity="warning">{t('currencies.noRate')}</Alert>}
      {made && (
        <ReportTable
          name={t('currencies.revaluation')} empty={t('currencies.nothingForeign')}
          columns={[
            { label: t('currencies.what') }, { label: t('currencies.currency') }, { label: t('currencies.open'), numeric: true }, { label: t('currencies.rate'), numeric: true }, { label: t('currencies.ratedOn') },
            { label: t('currencies.booked'), numeric: true }, { label: t('currencies.value'), numeric: true }, { label: t('currencies.gain'), numeric: true },
          ]}
          rows={made.lines.map(({ name, currency, amount, rate, ratedOn, booked, value, gain, openItem }, index) => ({
            key: String(index), cells: [openItem ? <ReferenceLink key="n" value={{ id: openItem.source, number: name }} /> : name, currency, amount, rateText(rate), dayText(ratedOn), booked, value, gain],
          }))}
          totals={[t('list.total'), '', '', '', '', '', '', made.gain]}
        />
      )}
    </ReportPage>
  );
}

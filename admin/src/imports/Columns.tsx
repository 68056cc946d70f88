import { useLabels, useT } from '../i18n/useT.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import type { Subject } from './queries.ts';

/** The columns that a file of a kind may have. */
export function Columns({ subject }: { subject: Subject }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const form = (kind: string, reference: string | null) => (reference ? t('imports.kind.REFERENCE', { by: reference }) : enumLabel('ImportCell', kind));
  return (
    <ReportTable
      name={t('imports.columns')} empty=""
      columns={[{ label: t('imports.column') }, { label: t('imports.needed') }, { label: t('imports.form') }, { label: t('imports.about') }]}
      rows={subject.fields.map(({ name, label, needed, isKey, kind, reference, about }) => ({
        key: name, strong: isKey,
        cells: [label, [needed === 'ALWAYS' ? t('imports.always') : needed === 'NEW' ? t('imports.forNew') : '', isKey ? t('imports.key') : ''].filter(Boolean).join(' · '), form(kind, reference), about ?? ''],
      }))}
    />
  );
}

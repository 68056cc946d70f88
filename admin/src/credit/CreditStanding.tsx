import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import type { Customer } from '../customers/queries.ts';
import { assessmentPath } from './assessmentPath.ts';

/** How a customer stands with us: class, next review, since when on credit; and where to look further. */
export function CreditStanding({ customer: { id, creditRisk, creditReviewOn, creditGrantedOn, creditGrantedUntil } }: { customer: Customer }) {
  const t = useT();
  const { fieldLabel } = useLabels();
  return (
    <Box sx={{ mt: 2, display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
      <Typography variant="body2">{fieldLabel('customers', 'creditRisk')}: {creditRisk ?? '–'}</Typography>
      <Typography variant="body2">{fieldLabel('customers', 'creditReviewOn')}: {creditReviewOn ? dayText(creditReviewOn) : '–'}</Typography>
      {creditGrantedOn && <Typography variant="body2">{t('credit.granted', { from: dayText(creditGrantedOn), until: creditGrantedUntil ? dayText(creditGrantedUntil) : 'none' })}</Typography>}
      <Button size="small" component={Link} to={assessmentPath({ customer: id })}>{t('credit.assessment')}</Button>
      <Button size="small" component={Link} to={`/credit-review?customer=${encodeURIComponent(id)}`}>{t('credit.packTitle')}</Button>
    </Box>
  );
}

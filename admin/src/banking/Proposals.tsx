import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useLabels, useT } from '../i18n/useT.ts';
import { moneyText, percentText } from '../shared/numbers.ts';
import type { Proposal } from './queries.ts';

const whoOf = ({ customer, supplier, account }: Proposal): string => customer?.name ?? supplier?.name ?? (account ? `${account.code} ${account.name}` : '');

/** What a line may be, one under another: the surest first, with what speaks for each. */
export function Proposals({ proposals, chosen, onChoose }: { proposals: readonly Proposal[]; chosen: number; onChoose: (rank: number) => void }) {
  const t = useT();
  const { enumLabel } = useLabels();
  if (proposals.length === 0) return <Typography color="textSecondary">{t('banking.noProposals')}</Typography>;
  return (
    <Box role="radiogroup" aria-label={t('banking.proposals')} sx={{ display: 'grid', gap: 1 }}>
      {proposals.map((proposal) => (
        <Paper
          key={proposal.id} variant="outlined" role="radio" aria-checked={proposal.rank === chosen} tabIndex={proposal.rank === chosen ? 0 : -1} onClick={() => onChoose(proposal.rank)}
          sx={{ p: 1.5, cursor: 'pointer', borderColor: proposal.rank === chosen ? 'primary.main' : 'divider', borderWidth: 2 }}
        >
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <Chip size="small" label={proposal.rank} />
            <Typography component="span" sx={{ fontWeight: 650 }}>{enumLabel('MatchKind', proposal.kind)}</Typography>
            <Typography component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}><bdi>{whoOf(proposal)}</bdi></Typography>
            <Chip size="small" color={Number(proposal.confidence) >= 0.97 ? 'success' : 'default'} label={percentText(proposal.confidence)} />
          </Box>
          {proposal.parts.map(({ id, openItem, amount }) => (
            <Typography key={id} variant="body2" sx={{ display: 'flex', gap: 1 }}>
              <bdi>{openItem.number}</bdi><Box component="span" sx={{ flex: 1 }} /><bdi className="figure">{t('banking.ofOpen', { amount: moneyText(amount), open: moneyText(openItem.open) })}</bdi>
            </Typography>
          ))}
          {proposal.fee && <Typography variant="body2">{t('banking.withFee', { amount: moneyText(proposal.fee) })}</Typography>}
          {proposal.worth && proposal.realised && <Typography variant="body2">{t('banking.worthNow', { worth: moneyText(proposal.worth), realised: moneyText(proposal.realised) })}</Typography>}
          {!/^-?0*\.?0*$/.test(proposal.rest.amount) && <Typography variant="body2">{t('banking.stays', { amount: moneyText(proposal.rest) })}</Typography>}
          <Typography variant="body2" color="textSecondary">{proposal.reasons}</Typography>
        </Paper>
      ))}
    </Box>
  );
}

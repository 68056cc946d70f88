import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { DefinitionButton } from './DefinitionButton.tsx';

type Props = { label: string; value: string | undefined; change?: string; definition?: string; to?: string };

/** One figure that leads to the list behind it; `definition` says how it is computed. */
export function KpiTile({ label, value, change, definition, to }: Props) {
  return (
    <Paper variant="outlined" sx={{ p: 2, position: 'relative', minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 28 }}>
        <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
          {label}
        </Typography>
        {definition && <DefinitionButton name={label} text={definition} />}
      </Box>
      {value === undefined ? (
        <Skeleton width="60%" height={36} />
      ) : (
        <Typography component={to ? Link : 'p'} {...(to ? { to } : {})} sx={figure}>
          <bdi className="figure">{value}</bdi>
        </Typography>
      )}
      {change && (
        <Typography variant="caption" color="textSecondary" component="p">
          {change}
        </Typography>
      )}
    </Paper>
  );
}

const figure = {
  fontSize: '1.5rem',
  fontWeight: 640,
  letterSpacing: '-0.02em',
  lineHeight: '36px',
  color: 'text.primary',
  textDecoration: 'none',
  display: 'block',
  overflowWrap: 'anywhere',
  '&[href]:hover': { textDecoration: 'underline' },
};

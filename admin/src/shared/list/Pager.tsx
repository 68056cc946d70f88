import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Typography from '@mui/material/Typography';
import { useListContext } from 'ra-core';
import { useT } from '../../i18n/useT.ts';

const SIZES = [10, 25, 50, 100];

/** "1–25 of 830", page size, and the next page by its cursor. */
export function Pager() {
  const t = useT();
  const { data, page, perPage, setPage, setPerPage, hasNextPage, total, isPending } = useListContext();
  const first = data && data.length > 0 ? (page - 1) * perPage + 1 : 0;
  const last = (page - 1) * perPage + (data?.length ?? 0);
  const flip = { '[dir=rtl] &': { transform: 'scaleX(-1)' } };
  return (
    <Box sx={{ visibility: isPending ? 'hidden' : 'visible', display: 'flex', alignItems: 'center', gap: 1, px: 1.5, py: 0.5, borderBlockStart: '1px solid', borderColor: 'divider' }}>
      <Typography variant="caption" color="textSecondary" sx={{ display: { xs: 'none', sm: 'block' } }} id="per-page">
        {t('list.perPage')}
      </Typography>
      <Select
        size="small"
        variant="standard"
        disableUnderline
        value={SIZES.includes(perPage) ? perPage : 25}
        onChange={(event) => setPerPage(Number(event.target.value))}
        sx={{ fontSize: '0.75rem', display: { xs: 'none', sm: 'flex' } }}
        SelectDisplayProps={{ 'aria-labelledby': 'per-page' }}
      >
        {SIZES.map((size) => (
          <MenuItem key={size} value={size}>
            {size}
          </MenuItem>
        ))}
      </Select>
      <Box sx={{ flex: 1 }} />
      <Typography variant="caption" role="status">
        {isPending ? '' : total === undefined ? t('list.rangeMany', { first, last }) : t('list.range', { first, last, total })}
      </Typography>
      <IconButton size="small" disabled={page <= 1} onClick={() => setPage(page - 1)} aria-label={t('list.previousPage')}>
        <ChevronLeft fontSize="small" sx={flip} />
      </IconButton>
      <IconButton size="small" disabled={!hasNextPage} onClick={() => setPage(page + 1)} aria-label={t('list.nextPage')}>
        <ChevronRight fontSize="small" sx={flip} />
      </IconButton>
    </Box>
  );
}

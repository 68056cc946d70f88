import Box from '@mui/material/Box';
import type { AnyField } from './context.ts';
import { ListNews } from '../live/ListNews.tsx';
import { AddFilter } from './AddFilter.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { QuickSearch } from './QuickSearch.tsx';
import type { Columns } from './useColumns.ts';

type Props = { fields: readonly AnyField[]; columns: Columns; searchable: boolean };

export function Toolbar({ fields, columns, searchable }: Props) {
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      {searchable && <QuickSearch />}
      <AddFilter fields={fields} />
      <ListNews />
      <Box sx={{ display: { xs: 'none', sm: 'block' } }}>
        <ColumnMenu columns={columns} />
      </Box>
    </Box>
  );
}

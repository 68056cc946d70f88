import Download from '@mui/icons-material/DownloadOutlined';
import Code from '@mui/icons-material/Code';
import DataObject from '@mui/icons-material/DataObject';
import MoreHoriz from '@mui/icons-material/MoreHoriz';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useListContext, useNotify } from 'ra-core';
import { useState } from 'react';
import { toListParams } from '../../data/dataProvider.ts';
import { useT } from '../../i18n/useT.ts';
import { curlOf, graphqlOf } from './copyAs.ts';
import { ExportDialog } from './ExportDialog.tsx';
import type { Columns } from './useColumns.ts';

/** What else can be done with a whole list: export it, or take its query elsewhere. */
export function ListMenu({ resource, columns }: { resource: string; columns: Columns }) {
  const t = useT();
  const notify = useNotify();
  const { filterValues, sort, page, perPage } = useListContext();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [exporting, setExporting] = useState(false);
  const params = toListParams({ filter: filterValues, sort, pagination: { page, perPage } });
  const copy = (text: string) => {
    setAnchor(null);
    void navigator.clipboard.writeText(text).then(() => notify('app.copied', { type: 'success' }));
  };
  const item = (icon: typeof Code, label: string, onClick: () => void) => {
    const Icon = icon;
    return (
      <MenuItem onClick={onClick}>
        <ListItemIcon>
          <Icon fontSize="small" />
        </ListItemIcon>
        {label}
      </MenuItem>
    );
  };
  return (
    <>
      <Tooltip title={t('list.more')}>
        <IconButton onClick={(event) => setAnchor(event.currentTarget)} aria-label={t('list.more')} aria-haspopup="menu">
          <MoreHoriz fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)} slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.more') } }}>
        {item(Download, t('list.export'), () => {
          setAnchor(null);
          setExporting(true);
        })}
        {item(DataObject, t('list.copyGraphql'), () => copy(graphqlOf(resource, params)))}
        {item(Code, t('list.copyCurl'), () => copy(curlOf(resource, params)))}
      </Menu>
      {exporting && (
        <ExportDialog resource={resource} fields={columns.visible} params={params} onClose={() => setExporting(false)} />
      )}
    </>
  );
}

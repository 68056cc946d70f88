import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import SendOutlined from '@mui/icons-material/SendOutlined';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useResourceContext } from 'ra-core';
import { lazy, Suspense, useId, useState } from 'react';
import type { Row } from '../data/list.ts';
import { typeOf } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { languages } from './languages.ts';
import { paperOf, paperPath } from './papers.ts';

const SendDialog = lazy(async () => ({ default: (await import('./SendDialog.tsx')).SendDialog }));
const StatementDialog = lazy(async () => ({ default: (await import('./StatementDialog.tsx')).StatementDialog }));

const open = (path: string) => { window.open(path, '_blank', 'noopener'); };

/** Prints and sends what is printed of a record. */
export function RecordPapers({ record }: { record: Row }) {
  const t = useT();
  const kind = paperOf(typeOf(useResourceContext() ?? ''), record);
  const [dialog, setDialog] = useState<'send' | 'statement'>();
  if (!kind) return null;
  const close = () => setDialog(undefined);
  if (kind === 'STATEMENT') {
    return may('openItems.read') ? (
      <>
        <Button variant="outlined" startIcon={<PrintOutlined />} onClick={() => setDialog('statement')}>{t('documents.statement')}</Button>
        <Suspense>{dialog === 'statement' && <StatementDialog customerId={record.id} onClose={close} />}</Suspense>
      </>
    ) : null;
  }
  // A pick list and a draft go to nobody; a request is sent to its suppliers one by one, from its own page.
  const isSent = may('mail.send') && kind !== 'PICK_LIST' && kind !== 'QUOTE_REQUEST' && !(kind === 'ORDER_CONFIRMATION' && record['status'] === 'DRAFT');
  return (
    <>
      <PrintMenu kind={kind} id={record.id} />
      {isSent && <Button variant="outlined" startIcon={<SendOutlined />} onClick={() => setDialog('send')}>{t('documents.send')}</Button>}
      <Suspense>{dialog === 'send' && <SendDialog kind={kind} recordId={record.id} onClose={close} />}</Suspense>
    </>
  );
}

function PrintMenu({ kind, id }: { kind: string; id: string }) {
  const t = useT();
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (lang?: string) => {
    setAnchor(null);
    open(paperPath(kind, id, lang ? { lang } : {}));
  };
  return (
    <>
      <Button
        variant="outlined" startIcon={<PrintOutlined />} endIcon={<ArrowDropDown />} aria-haspopup="menu" aria-expanded={anchor !== null} {...(anchor ? { 'aria-controls': menuId } : {})}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('documents.print')}
      </Button>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => choose()}>{t('documents.inTheirLanguage')}</MenuItem>
        {Object.entries(languages).map(([language, name]) => <MenuItem key={language} lang={language.toLowerCase()} onClick={() => choose(language)}>{name}</MenuItem>)}
      </Menu>
    </>
  );
}

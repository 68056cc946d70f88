import Check from '@mui/icons-material/Check';
import ContentCopy from '@mui/icons-material/ContentCopy';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import type { ElementType } from 'react';
import { useT } from '../i18n/useT.ts';

const SHOWN_MS = 1600;

type Props = { text: string; label: string; iconOnly?: boolean; icon?: ElementType };

/** Copies a text and says so; an icon alone when `iconOnly`. */
export function CopyButton({ text, label, iconOnly = false, icon: Icon = ContentCopy }: Props) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  const icon = copied ? <Check fontSize="inherit" /> : <Icon fontSize="inherit" />;
  const name = copied ? t('app.copied') : label;
  return iconOnly ? (
    <Tooltip title={name}>
      <IconButton size="small" onClick={copy} aria-label={label} sx={{ fontSize: 16 }}>
        {icon}
      </IconButton>
    </Tooltip>
  ) : (
    <Button variant="outlined" onClick={copy} startIcon={icon}>
      {name}
    </Button>
  );
}

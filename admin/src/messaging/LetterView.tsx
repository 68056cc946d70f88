import AttachFile from '@mui/icons-material/AttachFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useT } from '../i18n/useT.ts';

type Letter = { subject: string; html: string; attachments: readonly { id: string; fileName: string; path: string }[] };

/** A mail as its reader sees it: in a frame that may run nothing and ask for nothing. */
export function LetterView({ letter: { subject, html, attachments } }: { letter: Letter }) {
  const t = useT();
  return (
    <>
      <Typography variant="h3" sx={{ mb: 1, overflowWrap: 'anywhere' }}><bdi>{subject}</bdi></Typography>
      <Box component="iframe" sandbox="" srcDoc={html} title={t('mails.textOf', { subject })} sx={{ inlineSize: '100%', blockSize: 320, border: 1, borderColor: 'divider', bgcolor: 'common.white' }} />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1 }}>
        {attachments.map(({ id, fileName, path }) => (
          <Button key={id} variant="outlined" startIcon={<AttachFile />} href={path} target="_blank" rel="noopener">{fileName}</Button>
        ))}
      </Box>
    </>
  );
}

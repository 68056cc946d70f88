import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Snackbar from '@mui/material/Snackbar';
import { useNotificationContext, useTakeUndoableMutation, useTranslate } from 'ra-core';
import type { NotificationPayload } from 'ra-core';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/useT.ts';

const severities = { info: 'info', success: 'success', warning: 'warning', error: 'error' } as const;

/** Toasts, one at a time, spoken by screen readers; an undoable change runs only when its toast has gone. */
export function Notifications() {
  const { notifications, takeNotification } = useNotificationContext();
  const takeMutation = useTakeUndoableMutation();
  const [current, setCurrent] = useState<NotificationPayload>();
  const [open, setOpen] = useState(false);
  const t = useT();
  const translate = useTranslate();

  useEffect(() => {
    if (current || notifications.length === 0) return;
    setCurrent(takeNotification() ?? undefined);
    setOpen(true);
  }, [current, notifications, takeNotification]);

  useEffect(() => {
    const undoable = current?.notificationOptions?.undoable;
    if (!undoable) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [current]);

  if (!current) return null;
  const { message, type, notificationOptions = {} } = current;
  const { undoable, messageArgs, autoHideDuration = 5000 } = notificationOptions;
  const settle = (isUndo: boolean) => {
    if (undoable) takeMutation()?.({ isUndo });
    setOpen(false);
  };
  return (
    <Snackbar
      open={open}
      autoHideDuration={autoHideDuration}
      disableWindowBlurListener={Boolean(undoable)}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      onClose={(_, reason) => reason !== 'clickaway' && settle(false)}
      slotProps={{ transition: { onExited: () => setCurrent(undefined) } }}
    >
      <Alert
        severity={severities[type as keyof typeof severities] ?? 'info'}
        role={type === 'error' ? 'alert' : 'status'}
        onClose={() => settle(false)}
        closeText={t('app.close')}
        action={undoable ? <Button onClick={() => settle(true)}>{translate('ra.action.undo')}</Button> : undefined}
      >
        {typeof message === 'string' ? translate(message, messageArgs) : message}
      </Alert>
    </Snackbar>
  );
}

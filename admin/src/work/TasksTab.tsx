import AddTask from '@mui/icons-material/AddTaskOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { RelatedList } from '../shared/record/RelatedList.tsx';
import { taskFields } from './fields.tsx';
import { NewTaskDialog } from './TaskPages.tsx';
import { ofSubject, TASKS_SORT } from './ofSubject.ts';

const shown = ['title', 'status', 'priority', 'dueOn', 'ownerName', 'age'];

/** What is to be done about a record. */
export function TasksTab({ subject }: { subject: string }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {may('tasks.write') && (
        <Button variant="outlined" startIcon={<AddTask />} onClick={() => setOpen(true)} sx={{ justifySelf: 'start' }}>{t('tasks.new')}</Button>
      )}
      <RelatedList resource="tasks" filter={ofSubject({ id: subject })} fields={taskFields.filter(({ name }) => shown.includes(name))} sort={TASKS_SORT} />
      {isOpen && <NewTaskDialog subjectId={subject} onClose={() => setOpen(false)} />}
    </Box>
  );
}

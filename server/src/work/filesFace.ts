import sql, { join } from 'sql-template-tag';
import { subjectLabel } from '../events/subjectLabel.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandRemovable, removeAttachment } from './attachments.ts';
import { aboutVisible } from './subject.ts';

entity('Attachment', {
  permission: 'files.read',
  describe: 'A file at a record: sent to POST /files?subject=<id>&name=<name>, fetched by GET /files/<id>. It is not scanned for viruses.',
  rows: (alias, viewer) => {
    const about = aboutVisible(alias, viewer);
    return join([
      sql`${col(alias, 'status')} <> 'ARRIVING'`, ...(about ? [sql`(${about})`] : []),
      ...(viewer.kind === 'PARTNER' && viewer.role === 'PARTNER' ? [sql`${col(alias, 'uploadedById')} = ${viewer.id}::uuid`] : []),
    ], ' AND ');
  },
  fields: {
    status: column(), subjectType: column(), subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The record it is at.' }),
    subjectLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    fileName: column(), mediaType: column(undefined, { describe: 'Found by its content, whatever its name says.' }), bytes: column(),
    hash: column(undefined, { describe: 'SHA-256 of its content, hexadecimal.' }), uploadedByName: column(), createdAt: column(),
    removedByName: column(), removedAt: column(undefined, { describe: 'Its content is gone since then.' }), removeReason: column(),
  },
  listing: {
    field: 'attachments', orderBy: { CREATED_AT: 'createdAt', FILE_NAME: 'fileName', BYTES: 'bytes' }, defaultOrder: 'CREATED_AT_DESC', search: ['fileName', 'uploadedByName'],
    describe: 'Files at records.',
  },
});

recordActions('Attachment', { file: itself('Attachment') }, ({ file }, { viewer }) => [recordAction('removeAttachment', 'files.write', () => demandRemovable(file, viewer))]);

mutations(removeAttachment);

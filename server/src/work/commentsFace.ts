import sql, { join } from 'sql-template-tag';
import { subjectLabel } from '../events/subjectLabel.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, lines, one } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { addComment, demandYours, editComment, retractComment } from './comments.ts';
import { aboutVisible } from './subject.ts';

const permission = 'comments.read';

entity('Comment', {
  permission, describe: 'What somebody says about a record.', rows: aboutVisible,
  fields: {
    subjectType: column(), subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The record it is about.' }),
    subjectLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    authorName: column(), authorKind: column(),
    text: column(undefined, { describe: 'Markdown without HTML; a colleague is named as @[Name](id). Null: retracted.' }),
    createdAt: column(), editedAt: column(undefined, { describe: 'When it was worded anew, or retracted.' }), version: column(),
    isMine: expression('boolean', (t, viewer) => sql`(${col(t, 'authorId')} IS NOT DISTINCT FROM ${viewer.id}::uuid AND ${col(t, 'authorId')} IS NOT NULL)`, { describe: 'The viewer wrote it.' }),
  },
  manies: { revisions: lines('CommentRevision', 'commentId', 'no', { describe: 'Its wordings, the first first.' }), mentions: lines('CommentMention', 'commentId') },
  listing: { field: 'comments', orderBy: { CREATED_AT: 'createdAt' }, defaultOrder: 'CREATED_AT_DESC', search: ['text', 'authorName'], describe: 'What people say about records.' },
});

entity('CommentRevision', {
  permission, describe: 'A wording of a comment. What was retracted only the auditor reads.',
  rows: (alias, viewer) => {
    const about = aboutVisible('c', viewer);
    const conditions = [sql`c.id = ${col(alias, 'commentId')}`, ...(about ? [sql`(${about})`] : []), ...(viewer.permissions.has('audit.read') ? [] : [sql`c.text IS NOT NULL`])];
    return sql`EXISTS (SELECT FROM "Comment" c WHERE ${join(conditions, ' AND ')})`;
  },
  fields: { no: column(), text: column(undefined, { describe: 'Null: retracted.' }), byName: column(), at: column() },
});

entity('CommentMention', {
  permission, describe: 'A colleague whom a comment names.',
  rows: (alias, viewer) => {
    const about = aboutVisible('c', viewer);
    return about && sql`EXISTS (SELECT FROM "Comment" c WHERE c.id = ${col(alias, 'commentId')} AND (${about}))`;
  },
  fields: { no: column(), name: column(), isTold: column(undefined, { describe: 'False: may not see the record, and was not told.' }) },
  ones: { comment: one('Comment', 'commentId') },
});

recordActions('Comment', { comment: itself('Comment') }, ({ comment }, { viewer }) => [
  recordAction('editComment', 'comments.write', () => demandYours(comment, viewer)),
  recordAction('retractComment', 'comments.write', () => demandYours(comment, viewer, true)),
]);

mutations(addComment, editComment, retractComment);

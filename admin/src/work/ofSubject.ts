/** Tasks and files of a record. */
export const ofSubject = ({ id }: { id: string }) => ({ subject: { is: id } });
/** How the tasks of a record are listed at first: as `RelatedList` asks for them. */
export const TASKS_SORT = 'dueOn ASC';
export const TASKS_SHOWN = { sort: { field: 'dueOn', order: 'ASC' }, perPage: 10 } as const;

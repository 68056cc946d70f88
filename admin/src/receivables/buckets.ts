export const BUCKETS = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90'] as const;

import { DayField } from '../input/DayField.tsx';

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** A day above a report: takes effect once it is a whole day. */
export const ReportDay = ({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) => (
  <DayField
    label={label}
    value={value}
    fullWidth
    onChange={(day) => {
      if (ISO.test(day)) onChange(day);
    }}
  />
);

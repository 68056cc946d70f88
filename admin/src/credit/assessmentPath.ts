type Asked = { customer: string; on?: string; known?: string; application?: string; scorecard?: number };

/** Where a customer is judged as of a day, as known at a time. */
export const assessmentPath = ({ customer, on, known, application, scorecard }: Asked): string =>
  `/credit-assessment?${new URLSearchParams({ customer, ...(on ? { on } : {}), ...(known ? { known } : {}), ...(application ? { application } : {}), ...(scorecard === undefined ? {} : { scorecard: String(scorecard) }) }).toString()}`;

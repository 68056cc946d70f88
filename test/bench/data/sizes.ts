/** How large a firm is; a customer has about 25 orders, an order three lines on average. */
export const sizes = {
  /** For the test: everything, in two seconds. */
  T: { orders: 400, customers: 40, products: 60 },
  S: { orders: 10_000, customers: 400, products: 1_000 },
  M: { orders: 500_000, customers: 20_000, products: 1_000 },
  L: { orders: 2_000_000, customers: 80_000, products: 1_000 },
} as const;

export type Size = keyof typeof sizes;

export interface Plan {
  orders: number;
  customers: number;
  /** The first half of them is kept in stock; the first is the hot one. */
  products: number;
  /** The last day of the firm's two years, ISO. */
  endsOn: string;
}

export interface Step { what: string; sql: string }

/** Two years of trade. */
export const spanDays = 730;
/** The newest two of a hundred orders are not shipped yet. */
export const shippedShare = 0.98;

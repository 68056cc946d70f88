/** Warehouses in use: the place of goods in transit is none. */
export const sites = { isActive: true };

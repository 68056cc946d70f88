// What Northwind deals in beyond its files: assumed, and stated here. Amounts are US dollars.

/** Warehouses beside the main one; the lower the priority, the earlier an order is served from it. Places are where those cities are. */
export const sites = [
  { code: 'EAST', name: 'Spokane depot', priority: 2, city: 'Spokane', region: 'WA', postalCode: '99202', country: 'USA', latitude: '47.6588', longitude: '-117.4260' },
  { code: 'KITCH', name: 'Tasting kitchen', priority: 9, city: 'Seattle', region: 'WA', postalCode: '98101', country: 'USA', latitude: '47.6101', longitude: '-122.3344' },
];
export const mainSite = { name: 'Seattle warehouse', priority: 1, city: 'Seattle', region: 'WA', postalCode: '98122', country: 'USA', latitude: '47.6062', longitude: '-122.3321' };

/** Bins: code, zone, metres from the packing place; pickers pass them in this order. */
export const bins = {
  MAIN: [
    ...Array.from({ length: 10 }, (_, index) => ({ code: `A-${String(index + 1).padStart(2, '0')}`, zone: 'Ambient', distance: 6 + index * 4 })),
    ...Array.from({ length: 5 }, (_, index) => ({ code: `B-${String(index + 1).padStart(2, '0')}`, zone: 'Bulk', distance: 50 + index * 6 })),
    ...Array.from({ length: 5 }, (_, index) => ({ code: `C-${String(index + 1).padStart(2, '0')}`, zone: 'Cold room', distance: 30 + index * 3 })),
  ],
  EAST: Array.from({ length: 4 }, (_, index) => ({ code: `E-${String(index + 1).padStart(2, '0')}`, zone: 'Shelves', distance: 5 + index * 3 })),
};

export const categories = [
  { name: 'Equipment', description: 'Machines for bars, kitchens and shops' },
  { name: 'Gifts', description: 'Baskets, hampers and tins' },
  { name: 'Kitchen', description: 'Ingredients and dishes of the tasting kitchen' },
  { name: 'Office and cleaning', description: 'What the house uses itself' },
];

/** Whom the firm buys from beside the files' suppliers. */
export const suppliers = [
  { code: 'S101', name: 'Cascade Freight Lines', city: 'Tacoma', paymentTermDays: 14 },
  { code: 'S102', name: 'Rainier Property Management', city: 'Seattle', paymentTermDays: 10 },
  { code: 'S103', name: 'Puget Paper and Cleaning', city: 'Seattle', paymentTermDays: 30 },
  { code: 'S104', name: 'Evergreen Bar Equipment', city: 'Portland', paymentTermDays: 30 },
  { code: 'S105', name: 'Willamette Dairy', city: 'Salem', paymentTermDays: 14 },
  { code: 'S106', name: 'Skagit Valley Provisions', city: 'Mount Vernon', paymentTermDays: 14 },
];

/** Who buys beside the files' customers. The hotel takes no perishable goods with less than 30 days left. */
export const customers = [
  {
    code: 'BAYVW', name: 'Bayview Grand Hotel', minimumShelfLifeDays: 30,
    address: { street: '1200 Alaskan Way', city: 'Seattle', region: 'WA', postalCode: '98101', country: 'USA', latitude: '47.6076', longitude: '-122.3400' },
  },
  {
    code: 'CEDAR', name: 'Cedar & Vine Delicatessen',
    address: { street: '418 W Main Ave', city: 'Spokane', region: 'WA', postalCode: '99201', country: 'USA', latitude: '47.6590', longitude: '-117.4200' },
  },
  {
    code: 'HARBR', name: 'Harbor Lights Catering',
    address: { street: '77 Ruston Way', city: 'Tacoma', region: 'WA', postalCode: '98402', country: 'USA', latitude: '47.2700', longitude: '-122.4700' },
  },
];

interface Source { supplier: string; cost: string; days: number; breaks?: { from: string; cost: string }[]; least?: string; multiple?: string; expired?: { cost: string; ago: number } }
interface Goods {
  sku: string; name: string; description: string; category: string; price?: string;
  /** Who delivers it, whom the firm prefers first. */
  sources?: Source[];
  /** What else `createProduct` takes. */
  more?: Record<string, unknown>;
  unit?: string;
  /** A larger unit in which it is bought, and how many of its own that is. */
  pack?: { unit: string; of: string };
  /** The usual bin in the main warehouse. */
  bin?: string;
}

export const goods: Goods[] = [
  {
    sku: 'HS-101', name: 'Camembert fermier', description: '250 g', category: 'Dairy Products', price: '14.50', bin: 'C-01', more: { tracking: 'LOT', shelfLifeDays: 60, weight: '0.25' },
    sources: [{ supplier: 'S028', cost: '8.20', days: 8, breaks: [{ from: '100', cost: '7.80' }] }, { supplier: 'S018', cost: '8.60', days: 6 }],
  },
  {
    sku: 'HS-102', name: 'Smoked salmon, sliced', description: '500 g', category: 'Seafood', price: '22.00', bin: 'C-02', more: { tracking: 'LOT', shelfLifeDays: 45, weight: '0.5' },
    sources: [{ supplier: 'S017', cost: '13.40', days: 9, breaks: [{ from: '60', cost: '12.90' }] }, { supplier: 'S019', cost: '13.90', days: 5 }],
  },
  {
    sku: 'HS-103', name: 'Crème fraîche', description: '500 g pot', category: 'Dairy Products', price: '4.20', bin: 'C-03', more: { tracking: 'LOT', shelfLifeDays: 30, weight: '0.5' },
    sources: [{ supplier: 'S105', cost: '2.10', days: 3 }, { supplier: 'S028', cost: '2.35', days: 8 }],
  },
  {
    sku: 'HS-201', name: 'Espresso machine, two groups', description: '230 V, 14 kg boiler', category: 'Equipment', price: '1890.00', bin: 'B-01', more: { tracking: 'SERIAL', weight: '58' },
    sources: [{ supplier: 'S104', cost: '1240.00', days: 14 }],
  },
  {
    sku: 'HS-202', name: 'Display cooler, 1.5 m', description: 'Sent by the maker', category: 'Equipment', price: '2450.00', more: { weight: '140' },
    sources: [{ supplier: 'S104', cost: '1810.00', days: 12 }],
  },
  { sku: 'HS-301', name: 'Tea time basket', description: 'Chai and two packs of chocolate biscuits', category: 'Gifts', price: '39.00' },
  {
    sku: 'HS-401', name: 'Balsamic vinegar, aged 12 years', description: '250 ml bottle', category: 'Condiments', price: '32.00', bin: 'A-07', more: { costingMethod: 'FIFO', weight: '0.6' },
    sources: [
      { supplier: 'S014', cost: '18.40', days: 10, breaks: [{ from: '100', cost: '17.60' }] },
      { supplier: 'S026', cost: '19.10', days: 12, expired: { cost: '17.90', ago: 200 } },
    ],
  },
  {
    sku: 'HS-402', name: 'Olive oil, extra virgin', description: '5 l tin', category: 'Condiments', price: '36.50', bin: 'A-02', more: { weight: '4.9' },
    sources: [{ supplier: 'S026', cost: '21.00', days: 12, breaks: [{ from: '100', cost: '20.20' }] }, { supplier: 'S014', cost: '21.80', days: 10 }],
  },
  {
    sku: 'HS-403', name: 'Arabica coffee beans', description: '1 kg bag', category: 'Beverages', price: '17.20', bin: 'A-10', more: { weight: '1' },
    sources: [{ supplier: 'S001', cost: '9.80', days: 8, breaks: [{ from: '200', cost: '9.20' }] }, { supplier: 'S020', cost: '9.40', days: 25, least: '100', multiple: '10' }],
  },
  {
    sku: 'HS-501', name: 'Gift hamper to order', description: 'Packed for each order with the giver\'s card', category: 'Gifts', price: '64.00', more: { isJit: true, weight: '3.2' },
    sources: [{ supplier: 'S029', cost: '34.00', days: 9 }, { supplier: 'S003', cost: '35.50', days: 7 }],
  },
  {
    sku: 'HS-601', name: 'Christmas tin, assorted biscuits', description: 'Last season\'s design', category: 'Gifts', price: '12.50', bin: 'B-03', more: { weight: '0.8' },
    sources: [{ supplier: 'S011', cost: '6.40', days: 20 }],
  },
  {
    sku: 'HS-701', name: 'Saffron threads', description: '10 g tin', category: 'Produce', price: '58.00', bin: 'A-05', more: { weight: '0.03' },
    sources: [{ supplier: 'S005', cost: '31.00', days: 14, breaks: [{ from: '100', cost: '29.50' }] }, { supplier: 'S026', cost: '32.50', days: 12 }],
  },
  { sku: 'KI-801', name: 'Wheat flour, type 550', description: 'Bought by the bag', category: 'Kitchen', unit: 'KG', pack: { unit: 'BAG', of: '25' }, bin: 'B-02', sources: [{ supplier: 'S106', cost: '1.10', days: 3 }] },
  { sku: 'KI-802', name: 'Butter, unsalted', description: 'Bought by the case', category: 'Kitchen', unit: 'KG', pack: { unit: 'CASE', of: '10' }, bin: 'C-04', sources: [{ supplier: 'S105', cost: '8.40', days: 3 }] },
  { sku: 'KI-803', name: 'Eggs, free range', description: 'Bought by the case of 180', category: 'Kitchen', pack: { unit: 'CASE', of: '180' }, bin: 'C-05', sources: [{ supplier: 'S106', cost: '0.32', days: 3 }] },
  { sku: 'KI-804', name: 'Spinach, fresh', description: 'About 15 per cent are lost in trimming', category: 'Kitchen', unit: 'KG', sources: [{ supplier: 'S106', cost: '4.90', days: 2 }] },
  { sku: 'KI-810', name: 'Shortcrust dough', description: 'Made in the tasting kitchen', category: 'Kitchen', unit: 'KG', more: { tracking: 'LOT', shelfLifeDays: 6 } },
  { sku: 'KI-820', name: 'Spinach quiche', description: 'One portion, made when it is served', category: 'Kitchen', price: '9.50', more: { isStocked: false } },
  { sku: 'KI-830', name: 'Gala lunch', description: 'One cover: quiche, salad, coffee', category: 'Kitchen', price: '24.00', more: { isStocked: false } },
  { sku: 'OF-901', name: 'Copy paper A4', description: 'Ream of 500 sheets', category: 'Office and cleaning', pack: { unit: 'CASE', of: '5' }, bin: 'A-09', sources: [{ supplier: 'S103', cost: '4.60', days: 4 }] },
  { sku: 'OF-902', name: 'Ballpoint pens, blue', description: 'Box of 50', category: 'Office and cleaning', bin: 'A-09', sources: [{ supplier: 'S103', cost: '11.20', days: 4 }] },
  { sku: 'OF-903', name: 'Cleaning cloths', description: 'Pack of 10', category: 'Office and cleaning', bin: 'A-09', sources: [{ supplier: 'S103', cost: '5.90', days: 4 }] },
];

/** The basket: one Chai and two packs of Teatime Chocolate Biscuits. */
export const basket = { sku: 'HS-301', parts: [{ sku: 'NW-001', quantity: '1' }, { sku: 'NW-019', quantity: '2' }] };
/** Who sends it straight to the customer. */
export const dropShipped = { sku: 'HS-202', supplier: 'S104' };

/** Usual bins of what the files deal in, in the main warehouse. */
export const usualBins: Record<string, string> = {
  'NW-001': 'A-01', 'NW-002': 'A-03', 'NW-019': 'A-04', 'NW-041': 'A-06', 'NW-056': 'A-08', 'NW-061': 'B-04', 'NW-075': 'B-05',
};

/** When to order, where, and up to how much. The last three are the files' own goods. */
export const reorderRules = [
  { sku: 'HS-101', site: 'MAIN', reorderPoint: '30', maximum: '120', multiple: '10' },
  { sku: 'HS-102', site: 'MAIN', reorderPoint: '25', maximum: '90', multiple: '10' },
  { sku: 'HS-103', site: 'MAIN', reorderPoint: '20', maximum: '60', multiple: '12' },
  { sku: 'HS-401', site: 'MAIN', reorderPoint: '80', maximum: '180' },
  { sku: 'HS-402', site: 'MAIN', safetyStock: '10', maximum: '120' },
  { sku: 'HS-403', site: 'MAIN', safetyStock: '25', maximum: '300', multiple: '10' },
  { sku: 'HS-403', site: 'EAST', reorderPoint: '25', orderQuantity: '60' },
  { sku: 'HS-701', site: 'MAIN', reorderPoint: '40', maximum: '120' },
  { sku: 'NW-030', site: 'MAIN', reorderPoint: '15', maximum: '60', multiple: '10' },
  { sku: 'NW-070', site: 'MAIN', reorderPoint: '30', maximum: '90', multiple: '10' },
  { sku: 'NW-017', site: 'MAIN', reorderPoint: '20', maximum: '60' },
];

/** The examples that the registry of IBANs prints: no bank has issued them. */
export const ibans = {
  own: { iban: 'GB29 NWBK 6016 1331 9268 19', bic: 'NWBKGB2L' },
  S014: { iban: 'IT60 X054 2811 1010 0000 0123 456', bic: 'BPMOIT22' },
  S001: { iban: 'GB33 BUKB 2020 1555 5555 55', bic: 'BUKBGB22' },
  S028: { iban: 'FR14 2004 1010 0505 0001 3M02 606', bic: 'PSSTFRPP' },
  S017: { iban: 'SE45 5000 0000 0583 9825 7466', bic: 'ESSESESS' },
  S105: { iban: 'CH93 0076 2011 6238 5295 7', bic: 'POFICHBE' },
  S101: { iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFF' },
  S102: { iban: 'NL91 ABNA 0417 1643 00', bic: 'ABNANL2A' },
  S103: { iban: 'ES91 2100 0418 4502 0005 1332', bic: 'CAIXESBB' },
};

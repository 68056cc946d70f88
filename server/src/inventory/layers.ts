// Pure: what is left of receipts, oldest first, and how issues take from it. The moving average keeps all in one layer.
import { minor, plus, split, take, type Minor } from '../shared/money.ts';
import { add, fewest, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

/** What is left of a receipt, at its place in the pool; its id is the move's. */
export interface Layer { id: string; effectiveOn: Day; sequence: number; units: Quantity; valueMinor: Minor }
export type Costing = 'MOVING_AVERAGE' | 'FIFO';

export interface Store {
  readonly units: Quantity;
  readonly value: Minor;
  add(layer: Layer): void;
  /** Takes no more than is there; the cost of it. */
  take(quantity: Quantity): Minor;
  /** The value of what is there changes; a fault where nothing is. */
  revalue(value: Minor): void;
  /** Oldest first. */
  layers(): Layer[];
}

/** Goods by layers: the oldest goes first, and each layer's last unit takes what is left of its value. */
function fifo(layers: Layer[]): Store {
  let first = 0;
  const left = () => layers.slice(first);
  const store = {
    units: layers.reduce((sum, layer) => add(sum, layer.units), none), value: plus(...layers.map((layer) => layer.valueMinor)),
    add: (layer: Layer) => {
      layers.push({ ...layer });
      store.units = add(store.units, layer.units);
      store.value = plus(store.value, layer.valueMinor);
    },
    take: (quantity: Quantity) => {
      let [wanted, cost] = [quantity, minor(0)];
      for (let layer = layers[first]; layer && wanted > none; layer = layers[first]) {
        const part = fewest(wanted, layer.units);
        const value = take({ units: layer.units, value: layer.valueMinor }, part);
        cost = plus(cost, value);
        wanted = subtract(wanted, part);
        layer.units = subtract(layer.units, part);
        layer.valueMinor = minor(layer.valueMinor - value);
        if (layer.units === none) first += 1;
      }
      if (wanted > none) throw new Error(`layers lack ${wanted}`);
      store.units = subtract(store.units, quantity);
      store.value = minor(store.value - cost);
      return cost;
    },
    revalue: (value: Minor) => {
      const open = left();
      split(value, open.map(({ units }) => units)).forEach((part, at) => {
        const layer = open[at];
        if (layer) layer.valueMinor = plus(layer.valueMinor, part);
      });
      store.value = plus(store.value, value);
    },
    layers: left,
  };
  return store;
}

/** All goods in one: each unit is worth the same. */
function average(units: Quantity, value: Minor): Store {
  const store = {
    units, value,
    add: (layer: Layer) => {
      store.units = add(store.units, layer.units);
      store.value = plus(store.value, layer.valueMinor);
    },
    take: (quantity: Quantity) => {
      const cost = quantity === none ? minor(0) : take({ units: store.units, value: store.value }, quantity);
      store.units = subtract(store.units, quantity);
      store.value = minor(store.value - cost);
      return cost;
    },
    revalue: (value: Minor) => {
      store.value = plus(store.value, value);
    },
    layers: () => [],
  };
  return store;
}

/** Goods as they lie before the next move: `layers` oldest first for FIFO, units and value for the average. */
export const storeOf = (costing: Costing, { units, value, layers }: { units: Quantity; value: Minor; layers: readonly Layer[] }): Store =>
  (costing === 'FIFO' ? fifo(layers.map((layer) => ({ ...layer }))) : average(units, value));

import type { Scene } from '../scene.ts';
import { b2b } from './b2b.ts';
import { catering } from './catering.ts';
import { eCommerce } from './e-commerce.ts';
import { logistics } from './logistics.ts';
import { retail } from './retail.ts';

/** The words of every trade that customers review. */
export const scenes = {
  catering,
  retail,
  'e-commerce': eCommerce,
  logistics,
  b2b,
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof scenes;

import { type FirmLife, FLOW, FLOWS } from '../life.ts';

/** Weight of the last week in what suppliers see of deliveries and payments: about a quarter of a year. OWN. */
const MEMORY = 0.08;
/** The last six weeks. Wages are due every month: paid in time, they fall into one or two of them. */
const WINDOW = 0b111111;

/**
 * What staff and suppliers can see of a firm's trouble, week by week. Both may have harmless reasons, and a firm may hide
 * much: it is built from cash flows alone, never from what becomes of the firm.
 */
export class VisibleTrouble {
  readonly #life: FirmLife;
  #ordered = 0;
  #paid = 0;
  /** The last weeks, newest in the lowest bit: 1 where wages were paid. */
  #paydays = 0;

  constructor(life: FirmLife) {
    this.#life = life;
  }

  /** Takes in the week after the last one; the weeks of a life must come in order, from 0. */
  see(week: number): void {
    const { flows, orders } = this.#life;
    const row = week * FLOWS.length;
    this.#paydays = ((this.#paydays << 1) | (flows[row + FLOW.payroll]! > 0 ? 1 : 0)) & WINDOW;
    this.#ordered += MEMORY * (orders[week]! - this.#ordered);
    this.#paid += MEMORY * (flows[row + FLOW.purchase]! - this.#paid);
  }

  /** In how many of the last six weeks wages were paid, 0 to 6: more than two say that staff are paid late and in parts. */
  get paydays(): number {
    let n = 0;
    for (let bits = this.#paydays; bits > 0; bits >>= 1) n += bits & 1;
    return n;
  }

  /** What suppliers were paid lately over what was ordered of them, >= 0; 1 where nothing was ordered. */
  get paidShare(): number {
    return this.#ordered > 0 ? this.#paid / this.#ordered : 1;
  }
}

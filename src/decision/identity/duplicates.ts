import type { Application } from '../application.ts';

/** When two applications of one firm are the same request made twice. */
export interface DuplicateParams {
  /** Days back in which a second application is looked for; same day = 0. */
  readonly withinDays: number;
  /** Amounts are similar where they differ by at most this share of the larger one, 0-1. */
  readonly amountTolerance: number;
  /** Most applications held at once; the memory of the index is bounded by it. */
  readonly capacity: number;
}

export interface DuplicateFinding {
  readonly duplicate: boolean;
  readonly why: 'same-id' | 'same-firm-similar-amount' | null;
  /** The earlier application; null where there is none. */
  readonly ofApplicationId: string | null;
  /**
   * False where applications within the window had to be forgotten for want of capacity: "no duplicate" is then a guess,
   * and a careful caller reviews.
   */
  readonly complete: boolean;
}

export type DuplicateApplication = Pick<Application, 'applicationId' | 'firmId' | 'amountFen' | 'eventDate'>;

/** An incremental index over a stream of applications. */
export interface DuplicateIndex {
  /** Applications held. */
  readonly size: number;
  /** Compares an application with those of the window before it, then holds it. */
  add(application: DuplicateApplication): DuplicateFinding;
}

/**
 * Opens an empty index. Applications come roughly in the order of their days; one that comes late is compared with what
 * is still held. An application is forgotten once it is `withinDays` older than the newest day seen, or when `capacity`
 * newer ones have come.
 * The same identifier is a duplicate whatever the firm; the same firm with a similar amount within the window is one too.
 * A device or telephone shared by different firms is no duplicate but a matter of fraud.
 * Cost: one look-up by id and one walk over the firm's applications in the window.
 */
export function openDuplicateIndex(params: DuplicateParams): DuplicateIndex {
  const { withinDays, amountTolerance, capacity } = params;
  const byId = new Map<string, DuplicateApplication>();
  const byFirm = new Map<string, DuplicateApplication[]>();
  /** All that are held, oldest arrival first, from `head` on. */
  let queue: DuplicateApplication[] = [];
  let head = 0;
  let newest = Number.NEGATIVE_INFINITY;
  /** Newest day of an application that had to leave for want of room. */
  let forgotten = Number.NEGATIVE_INFINITY;

  const dropOldest = (): void => {
    const oldest = queue[head]!;
    head += 1;
    if (byId.get(oldest.applicationId) === oldest) byId.delete(oldest.applicationId);
    const ofFirm = byFirm.get(oldest.firmId)!;
    if (ofFirm.length === 1) byFirm.delete(oldest.firmId);
    else ofFirm.splice(ofFirm.indexOf(oldest), 1);
    // Compacted rarely, so that the cost of an application stays constant on average.
    if (head > 1024 && head * 2 > queue.length) {
      queue = queue.slice(head);
      head = 0;
    }
  };

  const earlier = (
    application: DuplicateApplication,
  ): [DuplicateApplication, DuplicateFinding['why']] | null => {
    const near = ({ eventDate }: DuplicateApplication): boolean =>
      Math.abs(application.eventDate - eventDate) <= withinDays;
    const same = byId.get(application.applicationId);
    if (same && near(same)) return [same, 'same-id'];
    for (const other of byFirm.get(application.firmId) ?? [])
      if (near(other) && similar(application.amountFen, other.amountFen, amountTolerance))
        return [other, 'same-firm-similar-amount'];
    return null;
  };

  return {
    get size() {
      return queue.length - head;
    },
    add(application) {
      newest = Math.max(newest, application.eventDate);
      while (head < queue.length && queue[head]!.eventDate < newest - withinDays) dropOldest();
      const found = earlier(application);
      const complete = forgotten < application.eventDate - withinDays;

      if (queue.length - head >= capacity) {
        forgotten = Math.max(forgotten, queue[head]!.eventDate);
        dropOldest();
      }
      queue.push(application);
      const sameId = byId.get(application.applicationId);
      // The newest of an id stands for it: it is the one that the next is nearest to.
      if (!sameId || sameId.eventDate <= application.eventDate)
        byId.set(application.applicationId, application);
      const ofFirm = byFirm.get(application.firmId);
      if (ofFirm) ofFirm.push(application);
      else byFirm.set(application.firmId, [application]);
      return {
        duplicate: found !== null,
        why: found?.[1] ?? null,
        ofApplicationId: found?.[0].applicationId ?? null,
        complete,
      };
    },
  };
}

/** The findings of a whole stream, in its order: what `openDuplicateIndex` says of each application in turn. */
export function findDuplicates(
  applications: Iterable<DuplicateApplication>,
  params: DuplicateParams,
): DuplicateFinding[] {
  const index = openDuplicateIndex(params);
  return Array.from(applications, (application) => index.add(application));
}

function similar(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(a, b);
}

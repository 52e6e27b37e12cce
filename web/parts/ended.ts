/** What a run says while it goes on, and how it ends before its time. Apart, so that no page loads Python for it. */

export type Tell = (status: string) => void;

/** A run that ended by the reader's wish, or because Python itself could not go on. */
export class Ended extends Error {}

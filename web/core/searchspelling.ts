/** Words that a reader may have meant: one or two slips away, two words written as one, one written as two. Pure. */

export interface Guess {
  form: string;
  slips: number;
}

/** How many slips a word may have: none in the shortest, since nearly every short word is near another. */
export function allowed(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The known words nearest to one that is not known, the nearest and then the most frequent first. */
export function guesses(form: string, known: ReadonlyMap<string, number>, most = 3): Guess[] {
  const limit = allowed(form.length);
  const found: (Guess & { count: number })[] = [];
  if (limit === 0 || /^\d+$/.test(form)) return [];
  for (const [word, count] of known) {
    if (Math.abs(word.length - form.length) > limit || word.length < 3) continue;
    const slips = distance(form, word, limit) + (word[0] === form[0] ? 0 : 0.5);
    if (slips <= limit + 0.5) found.push({ form: word, slips, count });
  }
  found.sort((a, b) => a.slips - b.slips || b.count - a.count || (a.form < b.form ? -1 : 1));
  return found.slice(0, most).map(({ form: word, slips }) => ({ form: word, slips }));
}

/** Letters left out, put in or changed, and neighbors that changed places; more than `limit` is `limit + 1`. */
export function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, limit + 1);
}

/** Letters that stand alone in this field: k-means, p-value, t-test, F-score, z-score, R², A/B. */
const ALONE = "kptfzrqlx";

/** A word as two known ones, such as `timeseries` and `kmeans`; the pair whose rarer word is the most frequent. `least` letters each, if not one. */
export function parted(form: string, known: ReadonlyMap<string, number>, least = 4): [string, string] | null {
  let best: [string, string] | null = null;
  let most = 2;
  for (let at = 1; at < form.length - 1; at++) {
    const [left, right] = [form.slice(0, at), form.slice(at)];
    if (at === 1 ? !ALONE.includes(left) || right.length < 4 : at < least || right.length < least) continue;
    const count = Math.min(known.get(left) ?? 0, known.get(right) ?? 0);
    if (count > most) [best, most] = [[left, right], count];
  }
  return best;
}

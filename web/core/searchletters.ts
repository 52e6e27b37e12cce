/** Rising numbers as letters: most steps between them are small and take one. Pure. */

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:;<=>?@[]^_`{|}~";
const BASE = LETTERS.length;
/** A first letter below this is a whole step; the next 30 begin a step of two letters, the last one of four. */
const ONE = BASE - 31;
const TWO = ONE + 30 * BASE;

/** Rising numbers as letters, each by its distance from the one before; gzip does the rest. */
export function written(numbers: readonly number[]): string {
  let before = -1;
  let text = "";
  for (const number of numbers) {
    const step = number - before - 1;
    before = number;
    if (step < ONE) text += LETTERS[step];
    else if (step < TWO) text += digits(step - ONE + ONE * BASE, 2);
    else text += LETTERS[BASE - 1] + digits(step - TWO, 3);
  }
  return text;
}

function digits(number: number, count: number): string {
  return count ? digits(Math.floor(number / BASE), count - 1) + LETTERS[number % BASE] : "";
}

const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));

export function read(text: string): number[] {
  const numbers: number[] = [];
  let before = -1;
  for (let at = 0; at < text.length;) {
    const next = () => VALUES.get(text[at++]!)!;
    let step = next();
    if (step === BASE - 1) step = TWO + (next() * BASE + next()) * BASE + next();
    else if (step >= ONE) step = ONE + (step - ONE) * BASE + next();
    numbers.push((before += step + 1));
  }
  return numbers;
}

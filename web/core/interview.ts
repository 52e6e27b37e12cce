/** A mock interview: which questions are asked, in which order, and how long each may take. Pure. */

import type { Interview, Level, Question } from "./bank";
import { random } from "./quizzing";
import { LEVELS, sectionOf, weight } from "./roles";

export interface Choice {
  role: string;
  level: Level;
  minutes: number;
  /** Names of sections; empty for all. */
  sections: readonly string[];
}

export interface Item {
  question: Question;
  /** The time for it, with its follow-ups. */
  seconds: number;
}

export const LENGTHS = [20, 45, 60] as const;
/** Of the length, for the welcome at the beginning and the candidate's questions at the end; as the scripts have it. */
const AROUND = 0.15;
/** Minutes for an answer, which takes longer where more is expected of it; and for each of at most two follow-ups. */
const MINUTES: Record<Level, number> = { junior: 3, mid: 4, senior: 5 };
const FOLLOW_UP = 1;
/** No question gets more than this many times its minutes, even if there are too few to fill the length. */
const STRETCH = 2;

/** Seconds of the length that are for questions. */
export function asking(minutes: number): number {
  return Math.round(minutes * 60 * (1 - AROUND));
}

function usual({ level, followUps }: Question): number {
  return 60 * (MINUTES[level] + FOLLOW_UP * Math.min(2, followUps));
}

const rank = ({ level }: { level: Level }) => LEVELS.indexOf(level);

/** The questions that a choice allows: of its sections, and never above its level by more than one. */
export function allowed(questions: readonly Question[], { level, sections }: Choice): Question[] {
  const seen = new Set<string>();
  return questions.filter((question) => {
    const fits = rank(question) <= LEVELS.indexOf(level) + 1 &&
      (sections.length === 0 || sections.includes(sectionOf(question.page))) && !seen.has(question.id);
    seen.add(question.id);
    return fits;
  });
}

/**
 * Questions in the order of an interviewer: a warm-up one level below, then the chosen level, then one above it if
 * there is time. Levels rise; within a level the questions with more follow-ups come first, which is depth before
 * breadth. Sections weigh as the role has it, and the less the more was drawn from them. The same bank, choice and
 * seed give the same interview. No time passes the length; all of it is used if there are questions enough.
 */
export function draw(questions: readonly Question[], choice: Choice, seed: number): Item[] {
  const rest = allowed(questions, choice);
  const time = asking(choice.minutes);
  const chosen: Question[] = [];
  const next = random(seed);
  const wanted = LEVELS.indexOf(choice.level);
  let left = time;
  const take = (level: number) => {
    const fitting = rest.filter((question) => usual(question) <= left);
    const near = Math.min(...fitting.map((question) => distance(rank(question), level)));
    const nearest = fitting.filter((question) => distance(rank(question), level) === near);
    const found = pick(nearest, choice.role, chosen, next);
    if (!found) return false;
    rest.splice(rest.indexOf(found), 1);
    chosen.push(found);
    left -= usual(found);
    return true;
  };
  take(wanted - 1);
  take(wanted);
  if (choice.minutes >= 45) take(wanted + 1);
  while (take(wanted));
  return timed(inOrder(chosen), time);
}

/** How far a level is from the wanted one; those above it are only for want of others. */
function distance(level: number, wanted: number): number {
  return level > wanted ? level - wanted + LEVELS.length : wanted - level;
}

/** One of the questions, by the weight of its section, less where others of its section and page are chosen. */
function pick(from: readonly Question[], role: string, chosen: readonly Question[], next: () => number) {
  const weights = from.map(({ page }) => {
    const beside = chosen.filter((other) => sectionOf(other.page) === sectionOf(page)).length;
    const same = chosen.filter((other) => other.page === page).length;
    return weight(role, sectionOf(page)) / ((1 + beside) * (1 + 3 * same));
  });
  let point = next() * weights.reduce((sum, one) => sum + one, 0);
  return from.find((_, place) => (point -= weights[place]!) < 0) ?? from.at(-1);
}

function inOrder(chosen: readonly Question[]): Question[] {
  return [...chosen].sort((a, b) => rank(a) - rank(b) || b.followUps - a.followUps);
}

/** Shares the time out by what each question usually takes, in whole seconds that add up. */
export function timed(questions: readonly Question[], time: number): Item[] {
  const needed = questions.reduce((sum, question) => sum + usual(question), 0);
  const scale = Math.min(STRETCH, needed ? time / needed : 0);
  let sum = 0;
  return questions.map((question) => {
    const start = Math.round(sum * scale);
    sum += usual(question);
    return { question, seconds: Math.round(sum * scale) - start };
  });
}

/** A written script: its questions in its order, its minutes shared out by level, as its page says. */
export function scripted(questions: readonly Question[], { ask, minutes }: Pick<Interview, "ask" | "minutes">): Item[] {
  const known = new Map(questions.map((question) => [question.id, question]));
  const asked = ask.flatMap((id) => known.get(id) ?? []);
  const time = Math.round(minutes * (1 - AROUND));
  const needed = asked.reduce((sum, { level }) => sum + MINUTES[level], 0);
  let sum = 0;
  return asked.map((question) => {
    const start = Math.round((time * sum) / needed);
    sum += MINUTES[question.level];
    return { question, seconds: 60 * (Math.round((time * sum) / needed) - start) };
  });
}

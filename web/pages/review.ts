/** The review: settings, then one card at a time until nothing is due; each grade is kept at once. */

import type { Index, SectionBank } from "../core/bank";
import { dayOf, nameOf } from "../core/days";
import { undone } from "../core/queue";
import type { Rating } from "../core/records";
import { type Item, type Plan, type Step, graded, pagesAhead, plan, setAside, waiting } from "../core/reviewing";
import { type Study, intervals, span } from "../core/schedule";
import { keepTry } from "../parts/adding";
import { Around } from "../practice/around";
import { type Asking, type Session, askQuestion, askQuiz, named } from "../practice/asking";
import { index, keepAnswers } from "../practice/bank";
import { Cards } from "../practice/cards";
import { settingsForm } from "../practice/choosing";
import { chosenBanks, fetched, titleOf } from "../practice/fetched";
import { showDue } from "../parts/due";
import { make } from "../parts/element";
import { ending, nothingYet } from "../practice/ending";
import { hearKeys } from "../practice/keys";
import { onChange, read, write } from "../parts/kept";

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-practice=review]");
  if (place) void fetched(place, async () => new Review(place, await index()).open(false));
}

class Review {
  private readonly cards = new Cards();
  private settings = read("review", "settings");
  private banks: SectionBank[] = [];
  private steps: Step[] = [];
  private asking: Asking | null = null;
  private current: Item | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stage = make("div");
  private readonly around = new Around({
    undo: () => this.undo(),
    suspend: () => this.suspend(this.current!, true),
    bringBack: (item) => this.suspend(item, false),
  });
  private readonly heard = make("output", { className: "heard" });

  constructor(private readonly place: HTMLElement, private readonly found: Index) {
    hearKeys(place, (key) => (key === "u" && this.undo()) || Boolean(this.asking?.press(key)));
    const off = onChange((kind) => {
      if (!place.isConnected) return off();
      if (kind?.startsWith("card/")) return this.frame();
      if (kind === "review" || !kind) void fetched(place, () => this.open(false, read("review", "settings")));
    });
  }

  /** Gets the questions that the settings choose, and begins. */
  async open(focus: boolean, settings = this.settings): Promise<void> {
    const { known, wanted, banks } = await chosenBanks(this.found, settings);
    this.banks = banks;
    this.settings = { ...settings, sections: wanted };
    const today = nameOf(dayOf(Date.now(), this.study().offset));
    const unset = !this.settings.at && this.cards.all().size === 0;
    const form = settingsForm(this.settings, known, today, unset, (chosen) => {
      write("review", "settings", chosen);
      void fetched(this.place, () => this.open(true, chosen));
    });
    this.place.replaceChildren(form, this.around.counts, this.stage, this.around.bar, this.around.aside, this.heard);
    this.next(focus);
    void keepAnswers(pagesAhead(this.plan(), 7 * this.settings.newADay));
  }

  private study(id = ""): Study & { offset: number } {
    return { id, interview: this.settings.interview, offset: -new Date().getTimezoneOffset() };
  }

  private plan(): Plan {
    return plan(this.banks, this.cards.all(), this.settings, Date.now(), this.study().offset);
  }

  /** Asks the next card, or says that there is none. */
  private next(focus: boolean): void {
    clearTimeout(this.timer);
    const plan = this.plan();
    const { asked, first, soon } = plan;
    this.ask(first, focus);
    if (first) return;
    const early = soon && (() => this.ask(soon, true));
    const said = { ...waiting(plan, Date.now(), this.study()), steps: this.steps, early, newADay: this.settings.newADay };
    this.stage.replaceChildren(...(asked.length ? ending(said) : nothingYet()));
    if (focus) this.stage.querySelector("h2")!.focus();
    if (soon) this.timer = setTimeout(() => this.wake(), Math.max(1_000, plan.next - Date.now()));
  }

  /** The minute of a card has come while the reader waited for it. */
  private wake(): void {
    if (!this.place.isConnected || this.current) return;
    this.next(this.stage.contains(document.activeElement));
    if (this.current) this.heard.textContent = "A card is due.";
  }

  private ask(item: Item | null, focus: boolean): void {
    this.current = item;
    this.asking = item && this.show(item);
    if (this.asking) this.stage.replaceChildren(this.asking.element);
    this.frame();
    if (focus) this.asking?.focus();
  }

  private show(item: Item): Asking {
    const session: Session = {
      chapter: titleOf(this.found, item.page),
      waits: () => intervals(this.cards.read(item), Date.now(), this.study(item.key)),
      rate: (rating) => this.rate(item, rating),
      goOn: () => this.next(true),
    };
    return item.question ? askQuestion(item.question, session) : askQuiz(item.quiz!, Date.now(), session);
  }

  /** Keeps a rating. A second one of the same showing, which only quiz items have, takes the first one's place. */
  private rate(item: Item, rating: Rating): void {
    const last = this.steps.at(-1);
    const first = last?.showing === this.asking ? last : null;
    if (first) this.steps.pop();
    else if (item.quiz) keepTry(item.id, rating > 1);
    const given = { item, before: first?.before ?? this.cards.read(item), showing: this.asking };
    const step = graded(given, rating, Date.now(), this.study(item.key), first);
    this.cards.put(item, step.after);
    this.steps.push(step);
    this.frame();
    this.heard.textContent = `${named(rating)}: asked again in ${span(step.after.due - step.after.last)}.`;
  }

  private undo(): boolean {
    const step = this.steps.pop();
    if (!step) return false;
    this.cards.put(step.item, undone(step.before, step.after, Date.now()));
    this.ask(step.item, true);
    this.heard.textContent = `${named(step.rating)} is taken back.`;
    return true;
  }

  private suspend(item: Item, suspended: boolean): void {
    this.cards.put(item, setAside(this.cards.read(item), suspended, Date.now()));
    if (item === this.current || !this.current) this.next(true);
    else this.frame();
    if (document.activeElement === document.body) (this.place.querySelector<HTMLElement>(".review-suspended > summary") ?? this.stage.querySelector("h2"))?.focus();
    this.heard.textContent = suspended ? "Suspended: it stands in a list below." : "Brought back.";
  }

  private frame(): void {
    this.around.show(this.plan(), this.settings, this.steps.length > 0, this.current !== null);
    showDue();
  }
}

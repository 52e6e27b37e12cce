// Runs histories of reviews through our scheduler under Node, for the tests: reads a JSON list of histories, each a
// list of [time, rating], and prints a JSON list with the list of cards after each review.
import { text } from "node:stream/consumers";
import "./suffix.mjs";

const { grade, newCard } = await import("../core/schedule.ts");

const histories = JSON.parse(await text(process.stdin));
const found = histories.map((history) => {
  let card = newCard();
  return history.map(([time, rating]) => {
    card = grade(card, rating, time);
    return { ...card, log: card.log.length };
  });
});
process.stdout.write(JSON.stringify(found));

/** Every page: opens the answer that the address names, and shows or hides all answers of the page. */

/** The answer to open for an element that an address points at. */
function open(target: Element | null): void {
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  const answer = target?.closest("section.question")?.querySelector<HTMLDetailsElement>("details.answer");
  if (answer) answer.open = true;
}

function followHash(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id ? document.getElementById(id) : null;
  if (!target) return;
  open(target);
  target.scrollIntoView();
}

/** A button before the first question. It tells its state by its words, so that every reader hears it. */
function toggleAll(): void {
  const answers = [...document.querySelectorAll<HTMLDetailsElement>("section.question > details.answer")];
  const first = document.querySelector("section.question");
  if (answers.length < 2 || !first) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-all";
  const name = () => {
    button.textContent = answers.every((answer) => answer.open) ? "Hide all answers" : "Show all answers";
  };
  button.addEventListener("click", () => {
    const show = !answers.every((answer) => answer.open);
    for (const answer of answers) answer.open = show;
    name();
  });
  for (const answer of answers) answer.addEventListener("toggle", name);
  name();
  first.before(button);
}

/** Paper cannot be clicked: all folds are opened for print, and closed again as they were. */
function printOpen(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("article details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}

toggleAll();
printOpen();
followHash();
addEventListener("hashchange", followHash);

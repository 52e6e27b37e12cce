/** Makes an element: `make("button", { type: "button", className: "run" }, "Run")`. Text is text, never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  fields: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), fields);
  element.append(...children);
  return element;
}

/** A button that does one thing. */
export function button(text: string, act: () => void, className = "bar-button"): HTMLButtonElement {
  const made = make("button", { type: "button", className }, text);
  made.addEventListener("click", act);
  return made;
}

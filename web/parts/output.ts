/** Shows what a run gives: text, tables, figures, notes, errors. Nothing that it is given becomes markup. */

import { make } from "./element";

/** The tags a table keeps; every attribute goes. */
const TABLE = new Set(["TABLE", "THEAD", "TBODY", "TR", "TH", "TD"]);
/** The colors of figure.mplstyle, each with the theme's variable. */
const COLORS: Record<string, string> = {
  "#e0000a": "--figure-0", "#e0000b": "--figure-1", "#e0000c": "--figure-2",
  "#e0000d": "--figure-3", "#e0000e": "--figure-4", "#e0000f": "--figure-5",
  "#e0001a": "--figure-ink", "#e0002a": "--figure-axis", "#e0003a": "--figure-grid", "#e0004a": "--figure-paper",
};

export class Output {
  readonly element = make("div", { className: "cell-output run-output" });
  private text: HTMLElement | null = null;

  constructor(private readonly alt = "Figure made by the code above.") {
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", "Output");
  }

  clear(): void {
    this.element.replaceChildren();
    this.text = null;
  }

  /** Takes one piece of a run, in the order of the run. */
  add(kind: string, content: string): void {
    if (kind === "text") {
      if (!this.text) this.element.append((this.text = make("pre")));
      this.text.append(content);
      return;
    }
    this.text = null;
    if (kind === "table") this.element.append(table(content));
    else if (kind === "figure") this.element.append(figure(content, this.alt));
    else if (kind === "error") this.element.append(make("pre", { className: "run-error" }, content));
    else this.element.append(make("p", { className: "run-note" }, content));
  }
}

/** A table's cells as text, from HTML that is only read, never put on the page. */
function table(html: string): HTMLElement {
  const copy = (source: Element): HTMLElement => {
    const made = document.createElement(source.tagName.toLowerCase());
    for (const child of source.children) if (TABLE.has(child.tagName)) made.append(copy(child));
    if (source.tagName === "TH" || source.tagName === "TD") made.textContent = source.textContent;
    return made;
  };
  const plain = html.replace(/<style[^]*?<\/style>/g, ""); // pandas' own, which the page's policy would report
  const found = new DOMParser().parseFromString(plain, "text/html").querySelector("table");
  return found ? make("div", { className: "run-table" }, copy(found)) : make("pre", {}, html);
}

/** An SVG as an image, which runs nothing, in the colors of the scheme. */
function figure(svg: string, alt: string): HTMLElement {
  const image = make("img", { alt, className: "run-figure" });
  const width = Number(/viewBox="\S+ \S+ (\S+)/.exec(svg)?.[1] ?? 370);
  image.style.maxWidth = `${Math.round(width * 1.35)}px`;
  const draw = () => {
    const style = getComputedStyle(document.body);
    const themed = svg
      .replace(/#e000[0-4][a-f]\b/g, (color) => style.getPropertyValue(COLORS[color] ?? "").trim() || color)
      .replace(/<svg /, `<svg font-family="${style.fontFamily.replaceAll('"', "'")}" `);
    image.src = `data:image/svg+xml,${encodeURIComponent(themed)}`;
  };
  draw();
  new MutationObserver(draw).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  return image;
}

/** Tells that the guide has changed since the page was opened, and offers the new one. Nothing changes unasked. */

import { button, make } from "./element";

/** Shows the offer, once. */
export function offer(): void {
  if (document.querySelector(".news")) return;
  const news = make("div", { className: "news", role: "status" });
  const text = make("p", {}, "A new version of the guide is there.");
  const show = button("Show it", () => location.reload());
  document.body.append(news);
  news.append(text, show, button("Later", () => news.remove())); // after it stands there, so that it is heard
}

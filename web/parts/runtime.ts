/** Where the browser's Python lies, as the page says, and the one Python of the visit. */

import { Python } from "./python";

let python: Python | null = null;

/** The Python of the visit; none on a site that was built without it. */
export function theirs(): Python | null {
  const place = document.querySelector<HTMLElement>("[data-python]")?.dataset.python;
  if (place) python ??= new Python(new URL(place, location.href).href);
  return python;
}

/** A page that takes another's place without a reload: the focus goes to its heading, which a screen reader then tells. */

/** Call when a page has come. The first one is announced by the browser itself. */
export function start(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const place = (id && document.getElementById(id)) || document.querySelector<HTMLElement>("article h1");
  if (!place) return;
  const drawer = document.querySelector<HTMLInputElement>("#__drawer:checked");
  drawer?.click(); // the menu led here: what it covered may have the focus again
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

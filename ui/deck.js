// Turns the slides of a deck: arrow keys, Home and End, a click or a tap, or the clock. No data ever reaches this script.
(() => {
  if (window.tidtamDeck) return;
  const deck = () => document.querySelector(".tt-deck");
  const slides = () => [...deck().querySelectorAll(".tt-slide")];
  const at = () => slides().findIndex((slide) => !slide.hidden);
  let waited = 0;
  const turn = (wanted, { isFocused = true } = {}) => {
    const all = slides();
    const next = Math.min(Math.max(wanted, 0), all.length - 1);
    all.forEach((slide, place) => { slide.hidden = place !== next; });
    // A screen reader reads the title of the slide that came.
    if (isFocused) all[next].querySelector("h1").focus({ preventScroll: true });
    const address = new URL(location.href);
    if (next) address.searchParams.set("slide", next + 1);
    else address.searchParams.delete("slide");
    history.replaceState(history.state, "", address);
    waited = 0;
  };
  const leave = () => deck().querySelector(".tt-leave").click();
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const KEYS = {
    ArrowRight: () => turn(at() + 1), ArrowDown: () => turn(at() + 1), PageDown: () => turn(at() + 1), " ": () => turn(at() + 1),
    ArrowLeft: () => turn(at() - 1), ArrowUp: () => turn(at() - 1), PageUp: () => turn(at() - 1),
    Home: () => turn(0), End: () => turn(slides().length - 1), f: full, F: full, Escape: leave,
  };
  window.addEventListener("keydown", (event) => {
    const does = deck() && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }, true);
  document.addEventListener("click", (event) => {
    const board = event.target.closest?.(".tt-deck");
    if (!board || event.target.closest("a") || String(getSelection())) return;
    // The left third goes back, the rest goes on.
    turn(at() + (event.clientX < innerWidth / 3 ? -1 : 1));
  });
  window.tidtamDeck = setInterval(() => {
    const seconds = Number(deck()?.dataset.seconds || 0);
    if (!seconds || document.hidden) return;
    waited += 1;
    if (waited >= seconds) turn((at() + 1) % slides().length, { isFocused: false });
  }, 1000);
  // A newer build draws the deck anew: stay on the slide of the address. The first one is often there before this script.
  const settle = () => {
    const board = deck();
    if (!board || board.dataset.ready) return;
    board.dataset.ready = "1";
    const wanted = Number(new URL(location.href).searchParams.get("slide") || 1);
    if (wanted - 1 !== at()) turn(wanted - 1, { isFocused: false });
  };
  settle();
  new MutationObserver(settle).observe(document.body, { subtree: true, childList: true });
})();

// Light or dark, as the reader chose, else as the system prefers. Streamlit follows the system's preference, so the choice
// is given to it as if it were that. Runs before Streamlit's own scripts. No data ever reaches this script.
(() => {
  const QUERY = "(prefers-color-scheme: dark)";
  const system = window.matchMedia.bind(window);
  const listeners = new Set();
  let chosen = new URL(location.href).searchParams.get("theme") || "";
  const isDark = () => (chosen === "dark" || chosen === "light" ? chosen === "dark" : system(QUERY).matches);
  const said = {
    media: QUERY, onchange: null,
    get matches() { return isDark(); },
    addEventListener: (kind, listener) => { listeners.add(listener); },
    removeEventListener: (kind, listener) => { listeners.delete(listener); },
    addListener: (listener) => { listeners.add(listener); },
    removeListener: (listener) => { listeners.delete(listener); },
    dispatchEvent: () => true,
  };
  let shown = null;
  const tell = () => {
    const now = isDark();
    document.cookie = `tidtam_system=${system(QUERY).matches ? "dark" : "light"}; path=/; SameSite=Lax`;
    document.documentElement.dataset.theme = now ? "dark" : "light";
    if (shown !== null && shown !== now) listeners.forEach((listener) => (listener.handleEvent || listener)({ matches: now, media: QUERY }));
    shown = now;
  };
  window.matchMedia = (query) => (query.replace(/\s+/g, " ").trim() === QUERY ? said : system(query));
  window.tidtamTheme = (name) => { chosen = name; tell(); };
  system(QUERY).addEventListener("change", tell);
  // What an earlier visit left in the browser would win over the choice that stands in the address.
  Object.keys(localStorage).filter((key) => key.startsWith("stActiveTheme")).forEach((key) => localStorage.removeItem(key));
  tell();
})();

// Streamlit's own words (buttons, hints, connection messages) come in English only. This replaces them, and them only,
// with the words of WORDS; it also tells the browser the language of the page. No data ever reaches this script.
(() => {
  const LANGUAGE = "{language}";
  const ZERO = "{digits}" === "thai" ? 0x0e50 : 0x30;
  const shown = (number) => number.replace(/[0-9]/g, (digit) => String.fromCharCode(ZERO + Number(digit)));
  const WORDS = new Map(Object.entries({words}));
  // Words with a figure in them.
  const PATTERNS = [
    [/^(\d+) (?:options?|results?) available\.$/, "มี $1 รายการให้เลือก"],
    [/^(\d+) ?MB per file( • .*)?$/, "ไฟล์ละไม่เกิน $1 เมกะไบต์$2"],
    [/^(?:Error: )?File must be (\d+)(?:\.0)? ?MB or smaller\.$/, "ลดขนาดไฟล์ให้ไม่เกิน $1 เมกะไบต์ แล้วเลือกใหม่"],
    [/^(?:Error: )?.* files are not allowed\.$/, "เลือกไฟล์ชนิดที่กำหนดเท่านั้น"],
  ];
  const ATTRIBUTES = ["aria-label", "placeholder", "title"];
  const LINE = "data-test-connection-state";
  const said = (words) => {
    const plain = words.trim();
    if (WORDS.has(plain)) return WORDS.get(plain);
    if (LANGUAGE === "th") {
      for (const [pattern, thai] of PATTERNS) {
        const found = plain.match(pattern);
        if (found) return thai.replace("$1", shown(found[1] || "")).replace("$2", found[2] || "");
      }
    }
    return null;
  };
  // Labels that Streamlit puts together: “Add row: the table's own name”, “Remove the chosen thing”.
  const labelled = (words) => {
    const [, tool, named] = words.match(/^([^:]+)(: .+)$/) || [];
    if (WORDS.has(tool)) return WORDS.get(tool) + named;
    const removed = LANGUAGE === "th" && words.match(/^Remove (.*[\u0e00-\u0e7f].*)$/);
    return removed ? `เอา ${removed[1]} ออก` : null;
  };
  const mend = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = said(node.nodeValue);
      if (words !== null && words !== node.nodeValue) node.nodeValue = words;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ATTRIBUTES) {
        const given = node.getAttribute(name);
        const words = given === null ? null : (said(given) ?? labelled(given));
        if (words !== null) node.setAttribute(name, words);
      }
      node.childNodes.forEach(mend);
    }
  };
  document.documentElement.lang = LANGUAGE;
  window.tidtamTheme?.("{theme}");
  // A link inside our own markup changes the page within the session; without this it would begin a new one.
  document.removeEventListener("click", window.tidtamGo);
  document.removeEventListener("click", window.tidtamCopy);
  window.tidtamCopy = async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      // Without https the browser has no clipboard for us: copy what is selected, as a reader would.
      getSelection().selectAllChildren(button.previousElementSibling);
      document.execCommand("copy");
    }
    button.textContent = button.dataset.done;
  };
  document.addEventListener("click", window.tidtamCopy);
  window.tidtamGo = (event) => {
    const link = event.target.closest?.("a.tt-go, a.tt-way");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  document.addEventListener("click", window.tidtamGo);
  window.tidtamWatch?.disconnect();
  window.tidtamWatch = new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(mend);
      if (change.attributeName === LINE) stay();
      else if (change.type !== "childList") mend(change.target);
    }
  });
  // Signed out in another tab, idle too long, or no longer allowed: what stands on the screen goes too. Asked now and
  // then, and as soon as the line to the server is cut: whoever pressed something waits for an answer.
  const stay = async () => {
    const answer = await fetch("/who", { cache: "no-store" }).catch(() => null);
    if (answer?.status === 401) location.assign("/sign-in?ended=1&next=" + encodeURIComponent(location.pathname + location.search));
  };
  clearInterval(window.tidtamStay);
  window.tidtamStay = setInterval(stay, 20000);
  mend(document.body);
  window.tidtamWatch.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES, LINE],
  });
})();

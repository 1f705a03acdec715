"""What a reader sees: the visible words of a page, and whether any of them is cut off."""

from __future__ import annotations

import re

from playwright.sync_api import Page

CE_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d{2}(?![\d.,])")
LATIN = re.compile(r"[A-Za-z]{2,}")
FILE_NAME = re.compile(r"[^\s·]+\.(?:xlsx|csv|html)\b|build-\d+-[0-9a-f]+|\b(?:\d+:)?[0-9a-f]{64}\b")

VISIBLE = """(without) => {
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!node.nodeValue.trim() || holder.closest('style, script, noscript, [data-testid=stIconMaterial]')) continue;
    if (without && holder.closest(without)) continue;
    if (!holder.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    seen.push(node.nodeValue.trim());
  }
  for (const field of document.querySelectorAll('input:not([type=file], [type=checkbox], [type=radio])')) {
    if (field.checkVisibility() && !(without && field.closest(without))) seen.push(field.value || field.placeholder);
  }
  return seen;
}"""

SPOKEN = """() => [...document.querySelectorAll('[aria-label], [placeholder], [title]')]
  .filter(one => one.checkVisibility())
  .flatMap(one => ['aria-label', 'placeholder', 'title'].map(name => one.getAttribute(name)))
  .filter(words => words && words.trim())"""

CLIPPED = """(without) => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!node.nodeValue.trim() || !holder.checkVisibility()) continue;
    if (holder.closest('caption, svg, .tt-unseen, [class*=st-key-panel] thead, [data-testid=stIconMaterial]')) continue;
    if (holder.closest('[data-testid=stFileUploader]')) continue;
    if (holder.closest('.tt-rows')) continue;  // the sender's own columns, as wide as they are: it scrolls
    if (without && holder.closest(without)) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    for (let box = holder; box && box.dataset.testid !== 'stMain'; box = box.parentElement) {
      const style = getComputedStyle(box), frame = box.getBoundingClientRect();
      if (/hidden|clip|auto|scroll/.test(style.overflowX) && words.right > frame.right + 1.5) {
        found.push(`→ ${node.nodeValue.trim()}`); break;
      }
      if (/hidden|clip/.test(style.overflowY) && (words.bottom > frame.bottom + 1.5 || words.top < frame.top - 1.5)) {
        found.push(`↓ ${node.nodeValue.trim()}`); break;
      }
    }
  }
  return found;
}"""

UNSEEN = """() => {
  const paper = one => {
    for (let box = one; box; box = box.parentElement) {
      const colour = getComputedStyle(box).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
  };
  return [...document.querySelectorAll('button p, button span')]
    .filter(one => one.checkVisibility() && one.innerText.trim() && getComputedStyle(one).color === paper(one))
    .map(one => one.innerText);
}"""
BROKEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('svg, code')) continue;
    for (const number of node.nodeValue.matchAll(/(?<!\\w)[0-9][0-9,.]*[0-9](?!\\w)/g)) {
      if (number[0].length > 16) continue;
      const range = document.createRange();
      range.setStart(node, number.index); range.setEnd(node, number.index + number[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1) found.push(node.nodeValue.trim());
    }
  }
  return found;
}"""


def unseen(page: Page) -> list[str]:
    """Words of buttons in the colour of what they stand on."""
    return page.evaluate(UNSEEN)


def broken(page: Page) -> list[str]:
    """Texts in which a number is cut in two by the end of a line."""
    return page.evaluate(BROKEN)


def visible(page: Page, without: str = "") -> list[str]:
    """Every piece of text that can be read on the page, values of fields included; `without` names what to skip."""
    return [words for words in page.evaluate(VISIBLE, without) if words]


def spoken(page: Page) -> list[str]:
    """Labels, hints and placeholders, as a screen reader says them."""
    return page.evaluate(SPOKEN)


def clipped(page: Page, without: str = "") -> list[str]:
    """Texts of which something is cut off by the box around them; `without` names what to skip."""
    return page.evaluate(CLIPPED, without)


def english(texts: list[str], allowed: set[str]) -> list[str]:
    """Texts with a Latin word that is neither a file name, a fingerprint nor on the list of allowed words."""
    return [text for text in texts if set(LATIN.findall(FILE_NAME.sub("", text))) - allowed]


def ce_years(texts: list[str]) -> list[str]:
    """Texts that show a year of the Christian era."""
    return [text for text in texts if CE_YEAR.search(FILE_NAME.sub("", text))]

"""Field masks: `a,b(c,d),e.f` or with slashes; what a mask keeps of an answer."""

from __future__ import annotations

from typing import Any

Mask = dict[str, "Mask"]
"""Name → what is kept below it; empty = everything."""


def parse(text: str) -> Mask:
    """The mask that a text says."""
    mask, rest = _group(text.replace("/", "."))
    if rest:
        raise ValueError(f"no field mask: {text}")
    return mask


def _group(text: str) -> tuple[Mask, str]:
    mask: Mask = {}
    while text:
        path, here = [], mask
        while True:
            name, text = _name(text)
            path.append(name)
            if not text.startswith("."):
                break
            text = text[1:]
        for name in path[:-1]:
            here = here.setdefault(name, {})
        below: Mask = {}
        if text.startswith("("):
            below, text = _group(text[1:])
            text = text[1:]
        here.setdefault(path[-1], {}).update(below)
        if not text.startswith(","):
            break
        text = text[1:]
    return mask, text


def _name(text: str) -> tuple[str, str]:
    length = next((place for place, letter in enumerate(text) if letter in ".,()"), len(text))
    return text[:length].strip(), text[length:]


def kept(value: Any, mask: Mask) -> Any:
    """What the mask keeps of a JSON value; an element of a list stays as {} when nothing of it is kept."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [kept(one, mask) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: kept(value[name], below) for name, below in mask.items() if name in value}


def wants(mask: Mask, *path: str) -> bool:
    """Whether a mask keeps anything at this path."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True

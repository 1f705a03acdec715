"""What python-pptx has no words for: columns and lines in one chart, and the label of a single point."""

from __future__ import annotations

import copy
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

C = nsdecls("c")
A = nsdecls("a")
NUMBERS = 2**31
_BEFORE_SKIP = ("c:auto", "c:lblAlgn", "c:lblOffset")


def child(axis: Any, name: str, **attributes: str) -> None:
    """A child of a category axis behind those that the schema wants before it."""
    for old in axis.findall(qn(name)):
        axis.remove(old)
    made = parse_xml(f"<{name} {C} " + " ".join(f'{key}="{value}"' for key, value in attributes.items()) + "/>")
    last = [one for one in axis if one.tag in {qn(before) for before in _BEFORE_SKIP}]
    if last:
        last[-1].addnext(made)
    else:
        axis.append(made)


def as_lines(chart: Any, *, keep: int) -> None:
    """Every series after the first `keep` becomes a line over the same axes: still one chart with one workbook."""
    bar = chart.plots[0]._element
    moved = bar.findall(qn("c:ser"))[keep:]
    line = parse_xml(
        f'<c:lineChart {C}><c:grouping val="standard"/><c:varyColors val="0"/><c:marker val="1"/></c:lineChart>'
    )
    marker = line.find(qn("c:marker"))
    for series in moved:
        bar.remove(series)
        for name in ("c:invertIfNegative", "c:dLbls", "c:dPt"):
            for one in series.findall(qn(name)):
                series.remove(one)
        marker.addprevious(series)
    for axis in bar.findall(qn("c:axId")):
        line.append(copy.deepcopy(axis))
    bar.addnext(line)


def place(chart: Any, box: tuple[float, float, float, float]) -> None:
    """The inner plot area as shares of the chart: left, top, width, height."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    shares = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in zip("xywh", box, strict=True))
    area.insert(
        0,
        parse_xml(
            f'<c:layout {C}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{shares}</c:manualLayout></c:layout>"
        ),
    )


def numbered(chart: Any) -> None:
    """Numbers of axes between 0 and 2³¹, as Office wants them: python-pptx writes negative ones."""
    for number in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        number.set("val", str(int(number.get("val")) % NUMBERS))


def unlisted(chart: Any, place: int) -> None:
    """A series that the legend does not name; the entry stands behind the legend's position."""
    legend = chart._chartSpace.chart.find(qn("c:legend"))
    entry = parse_xml(f'<c:legendEntry {C}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>')
    legend.find(qn("c:legendPos")).addnext(entry)


def label(series: Any, place: int, number_format: str, ink: str, position: str, *, is_bold: bool = True) -> None:
    """The label of one point in its own colour and place; format and position must be told again."""
    labels = series.data_labels._element
    size = labels.find(f".//{qn('a:defRPr')}").get("sz")
    made = parse_xml(
        f'<c:dLbl {C} {A}><c:idx val="{place}"/><c:numFmt formatCode="{number_format}" sourceLinked="0"/><c:spPr/>'
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}" b="{is_bold:d}"><a:solidFill>'
        f'<a:srgbClr val="{ink[1:].upper()}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
    )
    present = labels.findall(qn("c:dLbl"))
    if present:
        present[-1].addnext(made)
    else:
        labels.insert(0, made)

"""Makes the overview's content as a Superset dashboard; run by Superset's own Python with superset_config.py.

`python superset_dashboard.py TOLD.duckdb`: five tables over `figure` and `late` of told.py, and a filter of the round.
"""

from __future__ import annotations

import json
import sys
from uuid import uuid4

from superset.app import create_app

ROUND_FILTER = "NATIVE_FILTER-round"
CHARTS = (
    ("ตัวชี้วัดที่ถ่ายทอดแก่ผู้รับการประเมิน", "figure", ("kpi", "name", "scope", "said", "target", "status"), "CASCADED"),
    ("ตัวชี้วัดของสำนักงาน", "figure", ("kpi", "name", "said", "target", "status"), "OFFICE"),
    ("ตัวชี้วัดติดตาม", "figure", ("kpi", "name", "said", "target", "status"), "MONITORING"),
    ("ตัวชี้วัดที่ต่ำกว่าเกณฑ์", "figure", ("kpi", "name", "scope", "said", "target"), None),
    ("หน่วยงานที่ค้างส่งรายงาน", "late", ("agency", "month", "days_late"), None),
)
"""Title, table, columns, family; the fourth is of the figures below their target."""
YEAR = 2564


def where(column: str, value: object) -> dict[str, object]:
    return {"expressionType": "SIMPLE", "subject": column, "operator": "==", "comparator": value, "clause": "WHERE"}


def form_data(dataset: int, table: str, columns: tuple[str, ...], family: str | None) -> dict[str, object]:
    filters = [where("fy", YEAR)]
    if family:
        filters += [where("family", family), *([] if family == "CASCADED" else [where("scope", "OFF")])]
    elif table == "figure":
        filters.append(where("is_failing", True))
    return {
        "viz_type": "table",
        "datasource": f"{dataset}__table",
        "query_mode": "raw",
        "all_columns": list(columns),
        "adhoc_filters": filters,
        "row_limit": 1000,
    }


def position(slices: list[object]) -> dict[str, object]:
    """Three charts in the first line, two in the second."""
    rows = {"ROW-1": slices[:3], "ROW-2": slices[3:]}
    found: dict[str, object] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "GRID_ID": {"id": "GRID_ID", "type": "GRID", "children": list(rows), "parents": ["ROOT_ID"]},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": "ภาพรวมผู้บริหาร"}},
    }
    for row, charts in rows.items():
        above, ids = ["ROOT_ID", "GRID_ID"], [f"CHART-{one.id}" for one in charts]
        look = {"background": "BACKGROUND_TRANSPARENT"}
        found[row] = {"id": row, "type": "ROW", "children": ids, "parents": above, "meta": look}
        for name, one in zip(ids, charts, strict=True):
            meta = {"chartId": one.id, "width": 12 // len(charts), "height": 50, "sliceName": one.slice_name}
            found[name] = {"id": name, "type": "CHART", "children": [], "parents": [*above, row], "meta": meta}
    return found


def round_filter(dataset: int, charts: list[int], others: list[int]) -> dict[str, object]:
    chosen = {"label": "2", "validateStatus": False, "value": [2], "filterState": {"value": [2]}}
    chosen["extraFormData"] = {"filters": [{"col": "round", "op": "IN", "val": [2]}]}
    return {
        "id": ROUND_FILTER,
        "type": "NATIVE_FILTER",
        "name": "รอบ",
        "filterType": "filter_select",
        "targets": [{"datasetId": dataset, "column": {"name": "round"}}],
        "defaultDataMask": {"extraFormData": chosen["extraFormData"], "filterState": {"value": [2]}},
        "controlValues": {"multiSelect": False, "enableEmptyFilter": True, "defaultToFirstItem": False},
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": others},
        "chartsInScope": charts,
    }


def make(told: str) -> None:
    from superset import db, security_manager
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.core import Database
    from superset.models.dashboard import Dashboard
    from superset.models.slice import Slice

    options = json.dumps({"engine_params": {"connect_args": {"read_only": True}}})
    database = Database(database_name="told", sqlalchemy_uri=f"duckdb:///{told}", extra=options)
    db.session.add(database)
    tables = {name: SqlaTable(table_name=name, schema="main", database=database) for name in ("figure", "late")}
    for table in tables.values():
        db.session.add(table)
        db.session.flush()
        table.fetch_metadata()
    slices = []
    for title, table, columns, family in CHARTS:
        asked = form_data(tables[table].id, table, columns, family)
        slices.append(
            Slice(
                slice_name=title,
                viz_type="table",
                datasource_id=tables[table].id,
                datasource_type="table",
                datasource_name=f"main.{table}",
                params=json.dumps(asked),
            )
        )
    db.session.add_all(slices)
    db.session.flush()
    ids = [one.id for one in slices]
    native = [round_filter(tables["figure"].id, ids[:4], ids[4:])]
    board = Dashboard(dashboard_title="ภาพรวมผู้บริหาร", slug="overview", slices=slices, published=True, uuid=uuid4())
    board.position_json = json.dumps(position(slices))
    board.json_metadata = json.dumps({"native_filter_configuration": native, "cross_filters_enabled": False})
    db.session.add(board)
    role = security_manager.find_role("Public")
    security_manager.add_permission_role(
        role, security_manager.add_permission_view_menu("all_datasource_access", "all_datasource_access")
    )
    db.session.commit()


if __name__ == "__main__":
    with create_app().app_context():
        make(sys.argv[1])

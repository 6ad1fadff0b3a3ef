"""Reads Parquet files with pyarrow and DuckDB and prints what they find as JSON.

read.py rows FILE            every value of every row, column by column, from both readers
read.py regions FILE COLUMN  rows and the sum of a column by region, from both readers
read.py groups FILE          rows of each group
"""

import json
import sys

import duckdb
import pyarrow.parquet


def whole(table):
    """A map becomes a list of pairs, so that no pair is lost to an equal key."""
    return {
        name: [[list(pair) for pair in value] if name == "tags" else value for value in table[name].to_pylist()]
        for name in table.column_names
    }


def query(text, *values):
    cursor = duckdb.execute(text, values)
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    return {name: [row[index] for row in rows] for index, name in enumerate(names)}


def main(what, path, *more):
    table = pyarrow.parquet.read_table(path, page_checksum_verification=True)
    if what == "rows":
        duck = query("SELECT * REPLACE (map_entries(tags) AS tags) FROM read_parquet(?)", path)
        duck["tags"] = [[[pair["key"], pair["value"]] for pair in value] for value in duck["tags"]]
        found = {"pyarrow": whole(table), "duckdb": duck}
    elif what == "regions":
        column = more[0]
        arrow = table.group_by("region").aggregate([([], "count_all"), (column, "sum")]).sort_by("region")
        found = {
            "pyarrow": {
                "region": arrow["region"].to_pylist(),
                "rows": arrow["count_all"].to_pylist(),
                "sum": arrow[column + "_sum"].to_pylist(),
            },
            "duckdb": query(
                f"SELECT region, count(*) AS rows, sum({column}) AS sum FROM read_parquet(?) GROUP BY region ORDER BY region",
                path,
            ),
        }
    else:
        metadata = pyarrow.parquet.read_metadata(path)
        found = [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]
    print(json.dumps(found))


main(*sys.argv[1:])

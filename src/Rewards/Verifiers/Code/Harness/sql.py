"""Runs a query on a database of its own and reports the rows of its last statement."""
import json
import os

MOST_ROWS = 100_000


def run(payload, drop):
    """payload: JSON {"setup": script that makes the database, "query": statements}. Reports {"rows": [..], "columns": n} or {"error": text}, or {"unfit": text}."""
    import sqlite3  # here, so that programs which need no database do not carry it
    spec = json.loads(payload)
    drop()
    refused = (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.executescript(spec["setup"])
    except sqlite3.Error as error:
        return _report(unfit=f"the database of the tests cannot be made: {error}")
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action in refused else sqlite3.SQLITE_OK)
    rows, columns = [], 0
    try:
        for statement in _statements(spec["query"], sqlite3.complete_statement):
            cursor = database.execute(statement)
            if cursor.description is not None:
                columns = len(cursor.description)
                rows = cursor.fetchmany(MOST_ROWS + 1)
                if len(rows) > MOST_ROWS:
                    return _report(error=f"more than {MOST_ROWS} rows")
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        return _report(error=str(error))
    _report(rows=[[value.hex() if isinstance(value, bytes) else value for value in row] for row in rows], columns=columns)


def _statements(text, is_complete):
    """The statements of a text, split where SQLite itself takes one for complete."""
    pending = ""
    for part in text.split(";"):
        pending += part + ";"
        if is_complete(pending):
            if pending.strip(" \t\r\n;"):
                yield pending
            pending = ""
    if pending.strip(" \t\r\n;"):
        yield pending


def _report(**result):
    data = memoryview(json.dumps(result).encode())
    while data:
        data = data[os.write(3, data):]

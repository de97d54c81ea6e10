"""Runs a query on a database of its own and reports the rows of its last statement."""
import json
import os

MOST_ROWS = 100_000


def run(payload, drop):
    """payload: JSON {"setup": script that makes the database, "query": statements, "alone": whether just the last may give rows}. Reports {"rows": [..], "columns": n} or {"error": text}, or {"unfit": text}."""
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
    rows, columns, answered = [], 0, False
    try:
        for statement in _statements(spec["query"], sqlite3.complete_statement):
            if answered and spec.get("alone"):
                return _report(error="another statement follows the one that gives the rows")
            cursor = database.execute(statement)
            if cursor.description is not None:
                answered = True
                columns = len(cursor.description)
                rows = cursor.fetchmany(MOST_ROWS + 1)
                if len(rows) > MOST_ROWS:
                    return _report(error=f"more than {MOST_ROWS} rows")
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        return _report(error=str(error))
    _report(rows=[[value.hex() if isinstance(value, bytes) else value for value in row] for row in rows], columns=columns)


def _statements(text, is_complete):
    """The statements of a text, split where SQLite itself takes one for complete; what is nothing but comments is none."""
    pending = ""
    for part in text.split(";"):
        pending += part + ";"
        if is_complete(pending):
            if not _is_comment(pending):
                yield pending
            pending = ""
    if not _is_comment(pending):
        yield pending


def _is_comment(text):
    at = 0
    while at < len(text):
        if text[at] in " \t\r\n;":
            at += 1
        elif text.startswith("--", at):
            at = (text.find("\n", at) + 1) or len(text)
        elif text.startswith("/*", at):
            close = text.find("*/", at + 2)
            at = len(text) if close < 0 else close + 2
        else:
            return False
    return True


def _report(**result):
    data = memoryview(json.dumps(result).encode())
    while data:
        data = data[os.write(3, data):]

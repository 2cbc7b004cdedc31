"""${title}

${request}
"""

ROWS = ${rows}


def parse_line(line: str) -> list[str]:
    """Split one line at its commas; a quoted field may hold commas, and "" for a quote."""
    fields, field, quoted, position = [], "", False, 0
    while position < len(line):
        char = line[position]
        if quoted and char == '"' and line[position + 1:position + 2] == '"':
            field += '"'
            position += 1
        elif char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            fields.append(field)
            field = ""
        else:
            field += char
        position += 1
    if quoted:
        raise ValueError("a quote is not closed")
    return [*fields, field]


def parse(text: str) -> list[dict[str, str]]:
    """Read a table whose first line names the columns; every row becomes a dictionary."""
    table = [parse_line(line) for line in text.splitlines() if line.strip()]
    if not table:
        return []
    return [dict(zip(table[0], row)) for row in table[1:]]


def column_sum(text: str, column: str) -> float:
    """Add up the numbers of one column."""
    return sum(float(row[column]) for row in parse(text))


if __name__ == "__main__":
    numbers = "\n".join(["number", *map(str, range(1, ROWS + 1))])
    print(column_sum(numbers, "number"))

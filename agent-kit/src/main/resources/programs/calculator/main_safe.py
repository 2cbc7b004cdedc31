"""${title}

${request}

The expression is parsed, and only arithmetic is carried out: nothing in it is ever run as code.
"""
import ast
import operator

SCALE = ${scale}
OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


def _value(node: ast.AST) -> float:
    match node:
        case ast.Expression(body=body):
            return _value(body)
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            return OPERATIONS[type(op)](_value(left), _value(right))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATIONS:
            return OPERATIONS[type(op)](_value(operand))
    raise ValueError("only numbers and arithmetic are allowed")


def calculate(expression: str) -> float:
    """Return the value of an arithmetic expression."""
    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError) as error:
        raise ValueError("not an arithmetic expression: " + expression) from error
    return _value(tree)


def scaled(expression: str) -> float:
    """Return the value of an expression, times the scale."""
    return calculate(expression) * SCALE


if __name__ == "__main__":
    print(calculate("1 + 2 * 3"), scaled("(1 + 2) * 3"))

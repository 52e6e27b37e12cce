"""Small changes of a solution, to see whether its tests notice. Must not import MkDocs.

After the mutation operators of DeMillo, Lipton and Sayward (1978): one operator, comparison, constant,
axis or well-known call at a time.
"""

import ast
import copy
from collections.abc import Iterator

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
PAIRS = [("min", "max"), ("maximum", "minimum"), ("argmin", "argmax"), ("sum", "mean"), ("zeros", "ones"),
         ("any", "all"), ("floor", "ceil"), ("cumsum", "cumprod")]  # fmt: skip
CALLS = dict(PAIRS) | {b: a for a, b in PAIRS}
CHANGED = (ast.Constant, ast.BinOp, ast.AugAssign, ast.BoolOp, ast.Compare, ast.UnaryOp, ast.Attribute, ast.Name)
AXES = {0: 1, 1: 0, -1: 0, 2: 1}
ENOUGH_CONTEXT = 8  # characters an expression needs so that a reader finds it


def mutants(code: str) -> Iterator[tuple[str, str]]:
    """Each change as its name, `before -> after`, and the whole changed code; every name once."""
    tree = ast.parse(code)
    seen = set()
    for number, _ in enumerate(ast.walk(tree)):
        for variant in range(2):
            changed = copy.deepcopy(tree)
            parents = {child: node for node in ast.walk(changed) for child in ast.iter_child_nodes(node)}
            node = list(ast.walk(changed))[number]
            if not isinstance(node, CHANGED) or not _counts(node, parents):
                continue
            place = _place(node, parents)
            before = ast.unparse(place)
            if not _change(node, parents, variant):
                continue
            after = ast.unparse(ast.fix_missing_locations(place))
            name = f"{before.splitlines()[0]} -> {after.splitlines()[0]}"
            if before != after and name not in seen:
                seen.add(name)
                yield name, ast.unparse(changed)


def _counts(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Not what a result cannot depend on: messages, annotations, type names, docstrings."""
    above: ast.AST | None = node
    while above is not None:
        parent = parents.get(above)
        if isinstance(parent, ast.Raise) or (isinstance(parent, ast.Assert) and above is parent.msg):
            return False
        if isinstance(parent, ast.arg | ast.AnnAssign) and above is parent.annotation:
            return False
        if isinstance(parent, ast.FunctionDef) and above is parent.returns:
            return False
        above = parent
    return True


def _place(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.AST:
    """The smallest expression or statement around the node that says where it is."""
    while not isinstance(node, ast.stmt):
        if isinstance(node, ast.expr) and len(ast.unparse(node)) >= ENOUGH_CONTEXT:
            return node
        node = parents[node]
    return node


def _change(node: ast.AST, parents: dict[ast.AST, ast.AST], variant: int) -> bool:
    """Changes the node in place; False where there is nothing to change in this variant."""
    if isinstance(node, ast.Constant):
        return _constant(node, parents[node], variant)
    if variant:
        return False
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in OPERATORS:
        if isinstance(getattr(node, "left", None), ast.Constant) and isinstance(node.left.value, str):  # type: ignore[union-attr]
            return False
        node.op = OPERATORS[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
        node.ops[0] = OPERATORS[type(node.ops[0])]()  # type: ignore[assignment, call-overload]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        node.op = ast.UAdd()  # +x is x, and as true as x
    elif isinstance(node, ast.Attribute) and node.attr in CALLS:
        node.attr = CALLS[node.attr]
    elif isinstance(node, ast.Name) and node.id in CALLS and isinstance(parents[node], ast.Call):
        node.id = CALLS[node.id]
    else:
        return False
    return True


def _constant(node: ast.Constant, parent: ast.AST, variant: int) -> bool:
    value = node.value
    if isinstance(value, bool):
        node.value = not value
        return variant == 0
    if isinstance(parent, ast.keyword) and parent.arg == "axis" and isinstance(value, int):
        node.value = AXES.get(value, 0)
        return variant == 0
    if isinstance(value, int):
        node.value = value - 1 if variant else value + 1
        return not (variant and value == 0)
    if isinstance(value, float):
        node.value = (value * 2 if value else 1.0) if not variant else value / 2
        return not (variant and value == 0)
    return False

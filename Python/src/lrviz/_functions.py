"""Functions by their source: a lambda's text, or a definition with what it refers to."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
import types
from collections.abc import Iterator
from typing import Any, Union

from ._reading import written

# Modules of which lrviz knows the mathematics.
MODULES = ("math", "numpy", "torch", "jax.numpy")

Definition = Union[ast.Lambda, ast.FunctionDef]


class NoSource(Exception):
    """A function whose text cannot be had, or that refers to what is no text."""


class Functions:
    """Collects the definitions that a call's functions need, each once, in the order in which they are needed."""

    def __init__(self) -> None:
        self._bound: dict[str, str] = {}

    @property
    def definitions(self) -> list[str]:
        """The lines that must stand before the call."""
        return list(self._bound.values())

    def expression(self, function: Any) -> str:
        """Return the text that stands for `function` in an argument.

        Raises NoSource where it has none: builtins, methods, callable objects, names of other kinds than numbers,
        texts, lists, functions and modules of mathematics.
        """
        if isinstance(function, functools.partial):
            parts = [
                self.expression(function.func),
                *(self._constant(one) for one in function.args),
            ]
            parts += [f"{name}={self._constant(one)}" for name, one in function.keywords.items()]
            self._bind("functools", "import functools")
            return f"functools.partial({', '.join(parts)})"
        if not isinstance(function, types.FunctionType):
            raise NoSource(f"{_name(function)} has no source that lrviz could read")
        source, node = _definition(function)
        self._bind_names(function, node)
        if isinstance(node, ast.Lambda):
            return _segment(source, node)
        self._bind(node.name, _segment(source, node))
        return node.name

    def _constant(self, value: Any) -> str:
        try:
            return written(value)
        except TypeError as error:
            raise NoSource(str(error)) from None

    def _bind(self, name: str, line: str) -> None:
        if self._bound.setdefault(name, line) != line:
            raise NoSource(f"'{name}' means two things in the functions of this scheduler")

    def _bind_names(self, function: types.FunctionType, node: Definition) -> None:
        own = {node.name} if isinstance(node, ast.FunctionDef) else set()
        for name, value in sorted(_free_names(function).items()):
            if name in own:
                continue
            if isinstance(value, types.ModuleType):
                if value.__name__ not in MODULES:
                    raise NoSource(f"{_name(function)} uses the module {value.__name__}")
                self._bind(name, f"import {value.__name__} as {name}")
            elif isinstance(value, types.FunctionType):
                text = self.expression(value)
                if text != name:
                    self._bind(name, f"{name} = {text}")
            elif isinstance(value, types.BuiltinFunctionType) and value.__module__ == "math":
                self._bind(name, f"from math import {value.__name__} as {name}")
            else:
                self._bind(name, f"{name} = {self._constant(value)}")


def _name(function: Any) -> str:
    return str(getattr(function, "__qualname__", type(function).__name__))


def _definition(function: types.FunctionType) -> tuple[str, Definition]:
    """Return the text around a function, and its node: of several lambdas on a line, the one of the same code."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        raise NoSource(f"the source of {_name(function)} is not there") from None
    tree = _parsed(source)
    if tree is None:
        raise NoSource(f"the source of {_name(function)} is not a whole statement")
    source, module = tree
    if function.__name__ != "<lambda>":
        return source, next(node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))
    lambdas = [node for node in ast.walk(module) if isinstance(node, ast.Lambda)]
    same = {_segment(source, node): node for node in lambdas if _compiles_to(node, function)}
    if len(same) != 1:
        raise NoSource("several lambdas stand on the line of one, and none is surely the one")
    return source, next(iter(same.values()))


def _parsed(source: str) -> tuple[str, ast.Module] | None:
    """Parse a piece of source; a lambda's lines may be the inside of a call, of which the rest is elsewhere."""
    for candidate in _candidates(source):
        try:
            return candidate, ast.parse(candidate)
        except SyntaxError:
            continue
    return None


def _candidates(source: str) -> Iterator[str]:
    yield source
    yield f"({source}\n)"
    stripped = source.strip().rstrip(",")
    yield f"_({stripped})"
    for cut in range(len(stripped), 0, -1):
        if stripped[cut - 1] in ")],}":
            yield f"_({stripped[: cut - 1]})"


def _segment(source: str, node: Definition) -> str:
    if isinstance(node, ast.FunctionDef):
        node.decorator_list = []
        return ast.unparse(node)
    return ast.get_source_segment(source, node) or ast.unparse(node)


def _compiles_to(node: ast.Lambda, function: types.FunctionType) -> bool:
    """Compare bytecode: names, constants and instructions; where names come from may differ (closure or global)."""
    code = compile(ast.Expression(node), "<lambda>", "eval").co_consts[0]
    ours, theirs = code, function.__code__
    return (
        isinstance(ours, types.CodeType)
        and ours.co_varnames[: ours.co_argcount] == theirs.co_varnames[: theirs.co_argcount]
        and set(ours.co_names) | set(ours.co_freevars) == set(theirs.co_names) | set(theirs.co_freevars)
        and _constants(ours) == _constants(theirs)
    )


def _constants(code: types.CodeType) -> list[str]:
    return [repr(one) for one in code.co_consts if not isinstance(one, types.CodeType) and one is not None]


def _free_names(function: types.FunctionType) -> dict[str, Any]:
    """Return what the function's names outside itself are bound to now, builtins left out."""
    found: dict[str, Any] = {}
    cells = function.__closure__ or ()
    for name, cell in zip(function.__code__.co_freevars, cells):
        try:
            found[name] = cell.cell_contents
        except ValueError:
            raise NoSource(f"'{name}' in {_name(function)} has no value yet") from None
    for code in _codes(function.__code__):
        for name in code.co_names:
            # What is no global is an attribute, as cos of math.cos, or a builtin.
            if name in function.__globals__ and name not in found:
                found[name] = function.__globals__[name]
    return found


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from _codes(one)

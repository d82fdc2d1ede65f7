"""A part of a graph done once more: ComfyUI's node expansion, as its own loop nodes use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def clone_between(
    dynprompt: Any, last: str, start_input: str, changed: Mapping[str, Any]
) -> tuple[Any, Any]:
    """Copy the nodes that depend on a first node, up to the last, with the first one changed.

    Args:
        dynprompt: the running graph.
        last: the node that asks for the copy.
        start_input: its input that is linked with the first node.
        changed: inputs of the copied first node.

    Returns:
        The builder of the new graph, and in it the copy of the last node. Nodes that do not depend
        on the first one, as the loading of a model, are linked to and not done again.
    """
    from comfy_execution.graph_utils import GraphBuilder, is_link

    first = dynprompt.get_node(last)["inputs"][start_input][0]
    inside = _dependents(dynprompt, first, last, is_link)
    graph = GraphBuilder()
    copies: dict[str, Any] = {}
    for name in inside:
        # Not under its own name: that holds the name of the copy before, twice, and so doubles.
        copies[name] = graph.node(dynprompt.get_node(name)["class_type"], str(len(copies)))
        copies[name].set_override_display_id(_display_id(dynprompt, name))
    for name, copy in copies.items():
        for key, value in dynprompt.get_node(name)["inputs"].items():
            inner = is_link(value) and value[0] in copies
            copy.set_input(key, copies[value[0]].out(value[1]) if inner else value)
    for key, value in changed.items():
        copies[first].set_input(key, value)
    return graph, copies[last]


def _dependents(dynprompt: Any, first: str, last: str, is_link: Any) -> list[str]:
    """The nodes on all ways from the first to the last, both included.

    A walk with a stack of its own: workflows are deeper than Python likes to recurse.
    """
    parents: dict[str, list[str]] = {}
    waiting = [last]
    while waiting:
        name = waiting.pop()
        if name in parents:
            continue
        inputs = dynprompt.get_node(name)["inputs"].values()
        parents[name] = [value[0] for value in inputs if is_link(value)] if name != first else []
        waiting += parents[name]
    inside = {first}
    grown = True
    while grown:
        more = {n for n, above in parents.items() if n not in inside and inside & set(above)}
        inside |= more
        grown = bool(more)
    return [name for name in parents if name in inside]


def _display_id(dynprompt: Any, name: str) -> str:
    """Which node of the user's own graph the browser shows as busy."""
    find = getattr(dynprompt, "get_display_node_id", None)
    return str(find(name)) if find is not None else name

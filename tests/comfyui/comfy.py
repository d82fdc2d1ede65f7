"""As much of ComfyUI as its nodes touch: graphs, node expansion, blockers; no torch.

`GraphBuilder`, `Node` and `is_link` behave as those of `comfy_execution.graph_utils` (0.30.0), and
`Executor` runs a graph as ComfyUI does: each node once, from the outputs up, expansions in place.
A node that takes no lists gets the first value of one.
"""

from __future__ import annotations

import itertools
from types import ModuleType
from typing import Any

import numpy as np


class ExecutionBlocker:
    def __init__(self, message: str | None) -> None:
        self.message = message


def is_link(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    return isinstance(value[0], str) and isinstance(value[1], int | float)


class Node:
    def __init__(self, id: str, class_type: str, inputs: dict[str, Any]) -> None:  # noqa: A002
        self.id = id
        self.class_type = class_type
        self.inputs = inputs
        self.override_display_id: str | None = None

    def out(self, index: int) -> list[Any]:
        return [self.id, index]

    def set_input(self, key: str, value: Any) -> None:
        if value is None:
            self.inputs.pop(key, None)
        else:
            self.inputs[key] = value

    def set_override_display_id(self, override_display_id: str) -> None:
        self.override_display_id = override_display_id

    def serialize(self) -> dict[str, Any]:
        serialized = {"class_type": self.class_type, "inputs": self.inputs}
        if self.override_display_id is not None:
            serialized["override_display_id"] = self.override_display_id
        return serialized


class GraphBuilder:
    root = ""
    count = itertools.count()

    def __init__(self) -> None:
        # The number of the node that builds the graph, of its call, and of the graph.
        self.prefix = f"{self.root}.0.{next(self.count)}."
        self.nodes: dict[str, Node] = {}

    def node(self, class_type: str, id: str | None = None, **kwargs: Any) -> Node:  # noqa: A002
        name = self.prefix + str(id)
        assert name not in self.nodes
        self.nodes[name] = Node(name, class_type, kwargs)
        return self.nodes[name]

    def finalize(self) -> dict[str, Any]:
        return {name: node.serialize() for name, node in self.nodes.items()}


def modules() -> dict[str, ModuleType]:
    package, graph, utils = (
        ModuleType(name)
        for name in ("comfy_execution", "comfy_execution.graph", "comfy_execution.graph_utils")
    )
    graph.ExecutionBlocker = ExecutionBlocker  # type: ignore[attr-defined]
    utils.GraphBuilder = GraphBuilder  # type: ignore[attr-defined]
    utils.is_link = is_link  # type: ignore[attr-defined]
    return {m.__name__: m for m in (package, graph, utils)}


class Tensor:
    """A float batch as torch hands it over: indexed by lists, moved to the CPU before numpy."""

    def __init__(self, array: Any, device: str = "cuda:0") -> None:
        self.array = np.asarray(array, np.float32)
        self.device = device

    @property
    def shape(self) -> tuple[int, ...]:
        return self.array.shape

    def detach(self) -> Tensor:
        return self

    def cpu(self) -> Tensor:
        return Tensor(self.array, "cpu")

    def __getitem__(self, index: Any) -> Tensor:
        return Tensor(self.array[index], self.device)

    def __len__(self) -> int:
        return len(self.array)

    def __iter__(self) -> Any:
        return (self[i] for i in range(len(self)))

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        assert self.device == "cpu", "torch converts no tensor of a GPU"
        return self.array.astype(dtype or np.float32)


class DynamicPrompt:
    def __init__(self, graph: dict[str, Any]) -> None:
        self.graph = graph

    def get_node(self, name: str) -> dict[str, Any]:
        node: dict[str, Any] = self.graph[name]
        return node

    def get_display_node_id(self, name: str) -> str:
        while "override_display_id" in self.graph[name]:
            name = self.graph[name]["override_display_id"]
        return name


class Executor:
    """Runs graphs; `ran` lists the class of each node that ran, `ui` what output nodes showed."""

    def __init__(self, classes: dict[str, Any]) -> None:
        self.classes = classes
        self.ran: list[str] = []
        self.ui: dict[str, Any] = {}

    def run(self, graph: dict[str, Any]) -> dict[str, Any]:
        self.prompt = DynamicPrompt(dict(graph))
        self.done: dict[str, tuple[Any, ...]] = {}
        for name, node in graph.items():
            if getattr(self.classes[node["class_type"]], "OUTPUT_NODE", False):
                self._value(name)
        return self.done

    def _value(self, name: str) -> tuple[Any, ...]:
        if name not in self.done:
            self.done[name] = self._run_node(name)
        return self.done[name]

    def _is_list(self, value: Any) -> bool:
        if not is_link(value):
            return False
        cls = self.classes[self.prompt.graph[value[0]]["class_type"]]
        lists: tuple[bool, ...] = getattr(cls, "OUTPUT_IS_LIST", ())
        return bool(lists and lists[value[1]])

    def _run_node(self, name: str) -> tuple[Any, ...]:
        node = self.prompt.graph[name]
        cls = self.classes[node["class_type"]]
        values = {
            key: self._value(value[0])[value[1]] if is_link(value) else value
            for key, value in node["inputs"].items()
        }
        several = {key for key, value in node["inputs"].items() if self._is_list(value)}
        width = len(getattr(cls, "RETURN_TYPES", ()))
        blocker = next((v for v in values.values() if isinstance(v, ExecutionBlocker)), None)
        if blocker is not None:
            return (blocker,) * max(1, width)
        hidden = cls.INPUT_TYPES().get("hidden", {})
        known = {"DYNPROMPT": self.prompt, "UNIQUE_ID": name}
        values |= {key: known[kind] for key, kind in hidden.items()}
        if getattr(cls, "INPUT_IS_LIST", False):
            values = {key: v if key in several else [v] for key, v in values.items()}
        else:
            values = {key: v[0] if key in several else v for key, v in values.items()}
        GraphBuilder.root, GraphBuilder.count = name, itertools.count()
        self.ran.append(node["class_type"])
        answer = getattr(cls(), cls.FUNCTION)(**values)
        if not isinstance(answer, dict):
            return tuple(answer)
        if "ui" in answer:
            self.ui[self.prompt.get_display_node_id(name)] = answer["ui"]
        if "expand" in answer:
            self.prompt.graph |= answer["expand"]
            return tuple(self._value(v[0])[v[1]] if is_link(v) else v for v in answer["result"])
        return tuple(answer["result"])

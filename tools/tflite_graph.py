"""An ONNX graph that grows out of a TensorFlow Lite graph.

TensorFlow Lite keeps pictures channels last, ONNX channels first. A rank-4 value is held in the
layout in which it was made, and transposed when, and only when, an operator asks for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import onnx
import tflite
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Layout = Literal["last", "first"]
Array = NDArray[Any]

TO_FIRST, TO_LAST = (0, 3, 1, 2), (0, 2, 3, 1)
NUMPY_TYPE = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
    tflite.TensorType.INT64: np.int64,
}
OPERATOR_NAME = {v: k for k, v in vars(tflite.BuiltinOperator).items() if isinstance(v, int)}
ACTIVATIONS = {
    tflite.ActivationFunctionType.NONE: "",
    tflite.ActivationFunctionType.RELU: "Relu",
    tflite.ActivationFunctionType.RELU6: "Clip",
}
LEAST_HALVED = 1024
"""Values from which a constant is kept in half precision, where that is asked for."""


class UnsupportedOperatorError(Exception):
    """The network uses something that this converter does not know."""


class Operator:
    """One operator of the TensorFlow Lite graph."""

    def __init__(self, model: Any, raw: Any) -> None:
        code = model.OperatorCodes(raw.OpcodeIndex())
        name = OPERATOR_NAME[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
        self.name: str = code.CustomCode().decode() if name == "CUSTOM" else name
        self.inputs: list[int] = [int(index) for index in raw.InputsAsNumpy()]
        self.output = int(raw.OutputsAsNumpy()[0])
        self._raw = raw

    def options(self, kind: str) -> Any:
        """The operator's options, read as the flatbuffer table of that name."""
        options, table = getattr(tflite, kind)(), self._raw.BuiltinOptions()
        options.Init(table.Bytes, table.Pos)
        return options


class GrowingGraph:
    """The ONNX nodes and weights so far, and what each TensorFlow Lite tensor is called there."""

    def __init__(self, content: bytes, *, half: bool = False) -> None:
        self.half = half
        self.model = tflite.Model.GetRootAsModel(content, 0)
        self.graph = self.model.Subgraphs(0)
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.names: dict[int, dict[Layout, str]] = {}
        self.constants: dict[int, Array] = {}
        self.shapes: list[list[int]] = []
        for index in range(self.graph.TensorsLength()):
            self._read_tensor(index)

    def _read_tensor(self, index: int) -> None:
        tensor = self.graph.Tensors(index)
        if tensor.Sparsity() is not None:
            raise UnsupportedOperatorError("sparse weights")
        shape = [int(size) for size in tensor.ShapeAsNumpy()] if tensor.ShapeLength() else []
        self.shapes.append(shape)
        buffer = self.model.Buffers(tensor.Buffer())
        if buffer.DataLength():
            flat = np.frombuffer(buffer.DataAsNumpy().tobytes(), NUMPY_TYPE[tensor.Type()])
            self.constants[index] = flat.reshape(shape)

    def port(self, index: int) -> onnx.ValueInfoProto:
        """Declare an input or output under its TensorFlow Lite name."""
        name = self.graph.Tensors(index).Name().decode().replace(":0", "")
        return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, self.shapes[index])

    def add(self, kind: str, inputs: Sequence[str], **attributes: Any) -> str:
        """Add a node and return the name of its output."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def weight(self, values: Array) -> str:
        """Add a constant and return its name."""
        name = f"weight_{len(self.weights)}"
        halved = self.half and values.dtype == np.float32 and values.size >= LEAST_HALVED
        kept = values.astype(np.float16) if halved else values
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(kept), name))
        return self.add("Cast", [name], to=onnx.TensorProto.FLOAT) if halved else name

    def put(self, index: int, name: str, layout: Layout = "last") -> None:
        """Record where the value of a TensorFlow Lite tensor is to be found."""
        self.names.setdefault(index, {})[layout] = name

    def get(self, index: int, layout: Layout = "last") -> str:
        """Return the name of the value of a tensor in the layout asked for."""
        names = self.names.setdefault(index, {})
        if layout not in names:
            if index in self.constants:
                names[layout] = self.weight(_laid_out(self.constants[index], layout))
            else:
                source = names["first" if layout == "last" else "last"]
                order = TO_LAST if layout == "last" else TO_FIRST
                names[layout] = self.add("Transpose", [source], perm=order)
        return names[layout]

    def layout_of(self, *indices: int) -> Layout:
        """Channels first where one operand is held so and all others can be."""
        pictures = all(i in self.constants or len(self.shapes[i]) == 4 for i in indices)
        held = any("first" in self.names.get(i, {}) for i in indices)
        return "first" if pictures and held else "last"

    def activate(self, name: str, function: int) -> str:
        """Apply a fused activation."""
        if function not in ACTIVATIONS:
            raise UnsupportedOperatorError(f"activation {function}")
        kind = ACTIVATIONS[function]
        if kind == "Clip":
            low, high = (self.weight(np.array(edge, dtype=np.float32)) for edge in (0, 6))
            return self.add(kind, [name, low, high])
        return self.add(kind, [name]) if kind else name

    def pads(
        self, index: int, kernel: Sequence[int], stride: Sequence[int], padding: int
    ) -> list[int]:
        """Top, left, bottom, right of TensorFlow's SAME padding, which puts the odd pixel last."""
        if padding != tflite.Padding.SAME:
            return [0, 0, 0, 0]
        sizes = self.shapes[index][1:3]
        total = [
            max((-(-size // step) - 1) * step + width - size, 0)
            for size, width, step in zip(sizes, kernel, stride, strict=True)
        ]
        return [half // 2 for half in total] + [whole - whole // 2 for whole in total]


def _laid_out(values: Array, layout: Layout) -> Array:
    """Return a constant for the layout; half precision becomes single."""
    single = values.astype(np.float32) if values.dtype == np.float16 else values
    if layout == "last":
        return single
    if single.ndim == 4:
        return single.transpose(TO_FIRST)
    if single.ndim == 3:
        return single.transpose(2, 0, 1)
    return single.reshape(-1, 1, 1) if single.ndim == 1 else single

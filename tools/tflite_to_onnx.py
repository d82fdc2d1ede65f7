"""Convert a TensorFlow Lite picture network to ONNX, without TensorFlow.

    python tools/tflite_to_onnx.py in.tflite out.onnx

Covers the operators of the six networks that the package ships, and refuses others by name. Half
precision weights become single precision. The output depends on nothing but the input: the same
file gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import helper
from tflite_graph import TO_FIRST, GrowingGraph, Operator, UnsupportedOperatorError

OPSET, IR_VERSION = 17, 9
INNER = "inner"
UNARY = {
    "HARD_SWISH": "HardSwish",
    "LOGISTIC": "Sigmoid",
    "NEG": "Neg",
    "RELU": "Relu",
    "SQRT": "Sqrt",
}
BINARY = {"ADD": "Add", "DIV": "Div", "MUL": "Mul", "SUB": "Sub"}


class Converter(GrowingGraph):
    """Builds the ONNX graph operator by operator."""

    def convert(self, taps: Sequence[int] = (), body_px: int | None = None) -> onnx.ModelProto:
        """Return the checked ONNX model, with the input and output names of the original.

        Args:
            taps: numbers of operators whose results become further outputs (see `_tap`).
            body_px: side of the input, where only the taps are wanted: of a network that is
                convolutions up to the last of them, which take any size.
        """
        inputs = [self.port(int(index)) for index in self.graph.InputsAsNumpy()]
        for index, port in zip(self.graph.InputsAsNumpy(), inputs, strict=True):
            self.put(int(index), port.name)
        if body_px is not None:
            self._resize_all(body_px)
            inputs = [self.port(int(index)) for index in self.graph.InputsAsNumpy()]
        for number in range(max(taps) + 1 if body_px else self.graph.OperatorsLength()):
            operator = Operator(self.model, self.graph.Operators(number))
            self._handler(operator.name)(operator)
        outputs = []
        for index in () if body_px else self.graph.OutputsAsNumpy():
            port = self.port(int(index))
            self.nodes.append(helper.make_node("Identity", [self.get(int(index))], [port.name]))
            outputs.append(port)
        outputs += [self._tap(number) for number in taps]
        graph = helper.make_graph(self.nodes, "graph", inputs, outputs, self.weights)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="headshot-lint tflite_to_onnx",
        )
        onnx.checker.check_model(model)
        return model

    def _resize_all(self, side: int) -> None:
        """Give every picture the size that it has where the input is a square of that side."""
        own = self.shapes[int(self.graph.Inputs(0))][1]
        for shape in self.shapes:
            if len(shape) == 4 and shape[0] == 1 and shape[1] > 1:
                shape[1:3] = [-(-size * side // own) for size in shape[1:3]]

    def _tap(self, number: int) -> onnx.ValueInfoProto:
        """Hand out what operator `number` yields, channels first, as output `inner_<number>`."""
        index = Operator(self.model, self.graph.Operators(number)).output
        name = f"{INNER}_{number}"
        self.nodes.append(helper.make_node("Identity", [self.get(index, "first")], [name]))
        shape = [self.shapes[index][axis] for axis in TO_FIRST]
        return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)

    def _handler(self, name: str) -> Callable[[Operator], None]:
        if name in UNARY:
            return self._unary
        if name in BINARY:
            return self._binary
        handlers = {
            "AVERAGE_POOL_2D": self._pool,
            "CONCATENATION": self._concatenation,
            "CONV_2D": self._convolution,
            "Convolution2DTransposeBias": self._transposed_convolution,
            "DEPTHWISE_CONV_2D": self._convolution,
            "DEQUANTIZE": self._dequantize,
            "MAX_POOL_2D": self._pool,
            "MEAN": self._reduce,
            "PAD": self._pad,
            "PRELU": self._prelu,
            "RESHAPE": self._reshape,
            "RESIZE_BILINEAR": self._resize,
            "RSQRT": self._reciprocal_root,
            "SQUARED_DIFFERENCE": self._squared_difference,
            "STRIDED_SLICE": self._slice,
            "SUM": self._reduce,
            "TRANSPOSE": self._transpose,
        }
        if name not in handlers:
            raise UnsupportedOperatorError(name)
        return handlers[name]

    def _dequantize(self, op: Operator) -> None:
        self.constants[op.output] = self.constants[op.inputs[0]].astype(np.float32)

    def _convolution(self, op: Operator) -> None:
        depthwise = op.name == "DEPTHWISE_CONV_2D"
        options = op.options("DepthwiseConv2DOptions" if depthwise else "Conv2DOptions")
        if options.DilationHFactor() != 1 or options.DilationWFactor() != 1:
            raise UnsupportedOperatorError("dilated convolution")
        order = (3, 0, 1, 2) if depthwise else TO_FIRST
        weights = self.constants[op.inputs[1]].transpose(order)
        kernel, stride = weights.shape[2:], (options.StrideH(), options.StrideW())
        inputs = [self.get(op.inputs[0], "first"), self.weight(weights)]
        inputs += [self.weight(self.constants[index]) for index in op.inputs[2:3] if index >= 0]
        result = self.add(
            "Conv",
            inputs,
            kernel_shape=kernel,
            strides=stride,
            pads=self.pads(op.inputs[0], kernel, stride, options.Padding()),
            group=self.shapes[op.inputs[0]][3] if depthwise else 1,
        )
        self.put(op.output, self.activate(result, options.FusedActivationFunction()), "first")

    def _transposed_convolution(self, op: Operator) -> None:
        """MediaPipe's own operator: stride 2, SAME padding, with a bias."""
        weights = self.constants[op.inputs[1]].transpose(3, 0, 1, 2)
        kernel = weights.shape[2:]
        before = [max(size - 2, 0) // 2 for size in kernel]
        after = [max(size - 2, 0) - pad for size, pad in zip(kernel, before, strict=True)]
        bias = self.constants[op.inputs[2]]
        inputs = [self.get(op.inputs[0], "first"), self.weight(weights), self.weight(bias)]
        result = self.add(
            "ConvTranspose", inputs, kernel_shape=kernel, strides=(2, 2), pads=before + after
        )
        self.put(op.output, result, "first")

    def _pool(self, op: Operator) -> None:
        options = op.options("Pool2DOptions")
        kernel = (options.FilterHeight(), options.FilterWidth())
        stride = (options.StrideH(), options.StrideW())
        result = self.add(
            "MaxPool" if op.name == "MAX_POOL_2D" else "AveragePool",
            [self.get(op.inputs[0], "first")],
            kernel_shape=kernel,
            strides=stride,
            pads=self.pads(op.inputs[0], kernel, stride, options.Padding()),
        )
        self.put(op.output, self.activate(result, options.FusedActivationFunction()), "first")

    def _unary(self, op: Operator) -> None:
        layout = self.layout_of(op.inputs[0])
        self.put(op.output, self.add(UNARY[op.name], [self.get(op.inputs[0], layout)]), layout)

    def _reciprocal_root(self, op: Operator) -> None:
        layout = self.layout_of(op.inputs[0])
        root = self.add("Sqrt", [self.get(op.inputs[0], layout)])
        self.put(op.output, self.add("Reciprocal", [root]), layout)

    def _binary(self, op: Operator) -> None:
        layout = self.layout_of(*op.inputs)
        result = self.add(BINARY[op.name], [self.get(index, layout) for index in op.inputs])
        function = op.options(f"{op.name.capitalize()}Options").FusedActivationFunction()
        self.put(op.output, self.activate(result, function), layout)

    def _squared_difference(self, op: Operator) -> None:
        layout = self.layout_of(*op.inputs)
        gap = self.add("Sub", [self.get(index, layout) for index in op.inputs])
        self.put(op.output, self.add("Mul", [gap, gap]), layout)

    def _prelu(self, op: Operator) -> None:
        """Write PRelu as (1 - a) relu(x) + a x.

        The plain operator keeps onnxruntime from its blocked layout and makes the landmark network
        2.4 times slower. max(x, a x) would be wrong: slopes range from -5.4 to 19.8.
        """
        slope = self.constants[op.inputs[1]]
        slope = (
            slope.reshape(-1, 1, 1) if slope.size == slope.shape[-1] else slope.transpose(2, 0, 1)
        )
        value = self.get(op.inputs[0], "first")
        rest = self.weight((1 - slope).astype(np.float32))
        positive = self.add("Mul", [self.add("Relu", [value]), rest])
        whole = self.add("Mul", [value, self.weight(slope)])
        self.put(op.output, self.add("Add", [positive, whole]), "first")

    def _pad(self, op: Operator) -> None:
        widths = self.constants[op.inputs[1]][list(TO_FIRST)]
        pads = self.weight(np.concatenate([widths[:, 0], widths[:, 1]]).astype(np.int64))
        self.put(op.output, self.add("Pad", [self.get(op.inputs[0], "first"), pads]), "first")

    def _resize(self, op: Operator) -> None:
        options = op.options("ResizeBilinearOptions")
        mode = "half_pixel" if options.HalfPixelCenters() else "asymmetric"
        batch, height, width, channels = self.shapes[op.output]
        size = self.weight(np.array([batch, channels, height, width], dtype=np.int64))
        result = self.add(
            "Resize",
            [self.get(op.inputs[0], "first"), "", "", size],
            mode="linear",
            coordinate_transformation_mode="align_corners" if options.AlignCorners() else mode,
        )
        self.put(op.output, result, "first")

    def _reshape(self, op: Operator) -> None:
        shape = self.weight(np.array(self.shapes[op.output], dtype=np.int64))
        self.put(op.output, self.add("Reshape", [self.get(op.inputs[0]), shape]))

    def _transpose(self, op: Operator) -> None:
        order = [int(axis) for axis in self.constants[op.inputs[1]]]
        self.put(op.output, self.add("Transpose", [self.get(op.inputs[0])], perm=order))

    def _concatenation(self, op: Operator) -> None:
        axis = int(op.options("ConcatenationOptions").Axis())
        inputs = [self.get(index) for index in op.inputs]
        self.put(op.output, self.add("Concat", inputs, axis=axis))

    def _reduce(self, op: Operator) -> None:
        axes = np.atleast_1d(self.constants[op.inputs[1]]).astype(np.int64)
        keep = int(op.options("ReducerOptions").KeepDims())
        value = self.get(op.inputs[0])
        if op.name == "SUM":
            result = self.add("ReduceSum", [value, self.weight(axes)], keepdims=keep)
        else:  # axes became an input of ReduceMean only in opset 18
            result = self.add("ReduceMean", [value], axes=axes.tolist(), keepdims=keep)
        self.put(op.output, result)

    def _slice(self, op: Operator) -> None:
        options = op.options("StridedSliceOptions")
        begin, end, step = (self.constants[i].astype(np.int64).copy() for i in op.inputs[1:4])
        for axis, size in enumerate(self.shapes[op.inputs[0]]):
            if options.BeginMask() >> axis & 1:
                begin[axis] = 0
            if options.EndMask() >> axis & 1:
                end[axis] = size
            if options.ShrinkAxisMask() >> axis & 1:
                end[axis] = begin[axis] + 1
        bounds = [self.weight(part) for part in (begin, end, np.arange(len(begin)), step)]
        part = self.add("Slice", [self.get(op.inputs[0]), *bounds])
        shape = self.weight(np.array(self.shapes[op.output], dtype=np.int64))
        self.put(op.output, self.add("Reshape", [part, shape]))


def tapped(content: bytes, taps: Sequence[int]) -> list[int]:
    """Return the numbers of the tensors that operators of a TensorFlow Lite file yield."""
    grown = GrowingGraph(content)
    return [Operator(grown.model, grown.graph.Operators(number)).output for number in taps]


def convert(
    content: bytes, taps: Sequence[int] = (), body_px: int | None = None, *, half: bool = False
) -> bytes:
    """Return the ONNX file of a TensorFlow Lite file.

    Args:
        content: the file.
        taps: as in `Converter.convert`.
        body_px: as in `Converter.convert`.
        half: keep large constants in half precision; they are widened when the file is loaded.
    """
    model = Converter(content, half=half).convert(taps, body_px)
    return bytes(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(convert(Path(sys.argv[1]).read_bytes()))

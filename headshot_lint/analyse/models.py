"""The networks among the models that come with the package, loaded once per process."""

from __future__ import annotations

import threading
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from headshot_lint.analyse.model_files import model_bytes
from headshot_lint.analyse.providers import chosen, match

Tensor = NDArray[np.float32]

INNER = "inner_"
"""How the names of outputs begin that hand out inner activations (see tools/tflite_to_onnx.py)."""

_LOADING = threading.Lock()


class Network:
    """An ONNX model on one CPU core, or on what `providers` names; threads may share it.

    One thread per model keeps the numbers the same on every machine with the same processor
    family, and leaves the other cores to other photos: two threads gave no gain in any of them.

    Raises:
        RuntimeError: the preferred execution provider could not be started.
    """

    def __init__(self, name: str) -> None:
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 1
        settings.inter_op_num_threads = 1
        settings.log_severity_level = 3  # errors only: the converter leaves unused initialisers
        settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers = match(chosen(), onnxruntime.get_available_providers())
        self._session = onnxruntime.InferenceSession(
            model_bytes(name), settings, providers=list(providers)
        )
        # It would fall back to the processor without a word, and nobody would know what measured.
        if self._session.get_providers()[0] != providers[0]:
            raise RuntimeError(f"{providers[0]} could not be started")
        self._input = self._session.get_inputs()[0].name
        outputs = [output.name for output in self._session.get_outputs()]
        self._answers = [name for name in outputs if not name.startswith(INNER)]
        self._maps = [name for name in outputs if name.startswith(INNER)]

    def __call__(self, tensor: Tensor) -> list[Tensor]:
        """Return the model's answers to one input, in the model's order."""
        return self.run(self._answers, tensor)

    def with_maps(self, tensor: Tensor) -> tuple[list[Tensor], tuple[Tensor, ...]]:
        """Return the answers, and the inner activations that are handed out, C x H x W each."""
        outputs = self.run(self._answers + self._maps, tensor)
        split = len(self._answers)
        return outputs[:split], tuple(layer[0] for layer in outputs[split:])

    def run(self, outputs: list[str], tensor: Tensor) -> list[Tensor]:
        """Return the named outputs for one input: the only place in which a network is run."""
        found: list[Tensor] = self._session.run(outputs, {self._input: tensor})
        return found


def network(name: str) -> Network:
    """Return the network of that file name, loaded at the first call."""
    with _LOADING:
        return _network(name)


@cache
def _network(name: str) -> Network:
    return Network(name)

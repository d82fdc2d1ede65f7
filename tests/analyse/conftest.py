"""Public-domain portraits that installed packages carry."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray
from PIL import Image


@pytest.fixture(scope="session")
def astronaut() -> NDArray[np.uint8]:
    picture: NDArray[np.uint8] = skimage.data.astronaut()
    return picture


@pytest.fixture(scope="session")
def hopper() -> NDArray[np.uint8]:
    path = Path(mpl.get_data_path(), "sample_data", "grace_hopper.jpg")
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))

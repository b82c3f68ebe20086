"""torchvision's networks come without torch's compiler, which is there for whoever wants it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.helpers.paths import ROOT

BEGIN = """
import sys, torch
def compiler():
    return [name for name in sys.modules if name.split(".")[:2] == ["torch", "_dynamo"]]
from inference.networks.without_dynamo import compiler_put_off
"""
LEAN = "import inference.networks.architectures\nassert not compiler(), compiler()\n"
CASES = {
    "it stays out": LEAN,
    "a network is loaded without it": LEAN
    + """
from inference.networks.models import ModelLibrary
ModelLibrary().classifiers(torch.device("cpu"))
assert not compiler(), compiler()
""",
    "it can be imported afterwards": LEAN
    + """
import torch._dynamo
assert torch._dynamo.utils.is_compile_supported("cpu") in (True, False)
assert torch._dynamo.disable(len)([1]) == 1
""",
    "the operator's question is answered": LEAN
    + """
from torchvision.ops.roi_align import is_compile_supported
from torchvision.ops import roi_align
answer = is_compile_supported("cpu")
from torch._dynamo.utils import is_compile_supported as real
assert answer == real("cpu") and compiler()
boxes = torch.tensor([[0.0, 0, 0, 4, 4]])
assert roi_align(torch.ones(1, 1, 8, 8), boxes, 2).mean() == 1
""",
    "an import that needs more gets the real one": """
with compiler_put_off():
    from torch._dynamo import disable
    import torch._dynamo.eval_frame
assert disable is sys.modules["torch._dynamo"].disable
assert sys.modules["torch._dynamo.utils"].__file__
""",
    "what is there already stays": """
import torch._dynamo
before = sys.modules["torch._dynamo"]
import inference.networks.architectures
assert sys.modules["torch._dynamo"] is before
""",
    "a failed import leaves nothing standing in": """
try:
    with compiler_put_off():
        raise ImportError
except ImportError:
    assert not compiler()
""",
    "the networks are torchvision's": LEAN
    + """
from torchvision.models import resnet18
from inference.networks.architectures import BasicBlock, ResNet
torch.manual_seed(0)
ours = ResNet(BasicBlock, [2, 2, 2, 2]).eval()
theirs = resnet18().eval()
theirs.load_state_dict(ours.state_dict())
x = torch.randn(1, 3, 64, 64)
assert type(theirs) is ResNet and torch.equal(ours(x), theirs(x))
""",
}


@pytest.mark.parametrize("case", CASES)
def test_the_compiler(case: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + CASES[case]],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr

"""Our ResNet is torchvision's, to the bit: same names, same order, same numbers."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from inference.architectures import RESNET_BLOCKS
from inference.resnet import ResNet
from tests.parity.peers import peer

pytestmark = pytest.mark.parity


@pytest.mark.parametrize("name", RESNET_BLOCKS)
def test_the_same_weights_give_the_same_answer_and_gradient(name: str) -> None:
    theirs_of = peer("torchvision.models.resnet")
    torch.manual_seed(0)
    ours = ResNet(RESNET_BLOCKS[name], 2).eval()
    theirs = theirs_of.ResNet(theirs_of.BasicBlock, RESNET_BLOCKS[name], num_classes=2).eval()
    theirs.conv1 = nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
    theirs.load_state_dict(ours.state_dict(), strict=True)
    assert [n for n, _ in ours.named_modules()] == [n for n, _ in theirs.named_modules()]
    answers, gradients = [], []
    for network in (ours, theirs):
        x = torch.rand(2, 1, 96, 96, generator=torch.Generator().manual_seed(1)).requires_grad_()
        answers.append(network(x))
        gradients.append(torch.autograd.grad(answers[-1][:, 1].sum(), x)[0])
    assert torch.equal(*answers)
    assert torch.equal(*gradients)

"""A frozen ResNet's logits and input gradient on a CPU, with little besides the convolutions.

Autograd lays every convolution's weights out anew at each pass, writes what a ReLU or a sum then
reads again, and computes the first layer's gradient, of one channel, as if it had sixteen. Here
oneDNN gets the weights in its own layout once, ReLU and residual sum happen as a convolution
writes, and the first layer's gradient comes 4 × 4 pixels at a time. The sums and their order are
autograd's, so that δ is the same, bit for bit, on the processors measured (AVX-512; docs/SPEED.md).
"""

from __future__ import annotations

import platform
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle
from torchvision.models.resnet import BasicBlock

from inference.networks.architectures import ResNetClassifier

#: Input pixels along a side that the first layer's gradient computes together: 4 × 4 fill the 16
#: numbers of one register.
PATCH = 4
#: The first layer's kernel and stride, and by how much a ResNet shrinks its input.
STEM_KERNEL, STEM_STRIDE, SHRINKS = 7, 2, 32
#: A convolution with more inputs than these goes to oneDNN also without us (torch's
#: `ConvParams::use_mkldnn`); with fewer, torch's own code rounds differently.
LEAST_INPUTS = 20480
_POOL: Any = ([3, 3], [2, 2], [1, 1], [1, 1], False)  # kernel, stride, padding, dilation, ceiling
_aten, _onednn = torch.ops.aten, torch.ops.mkldnn
#: oneDNN's operators, torch's own for compiled networks; not of its public interface.
_NEEDED = (
    "_convolution_pointwise",
    "_convolution_transpose_pointwise",
    "_reorder_convolution_weight",
    "_reorder_convolution_transpose_weight",
)


def can_pack(module: nn.Module, size: int, dtype: torch.dtype = torch.float32) -> bool:
    """Whether `module` is a folded ResNet whose convolutions oneDNN computes, at input `size`.

    oneDNN lays bfloat16 out on processors with the instructions that torch asks for alone.
    """
    if dtype is torch.bfloat16 and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return False
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return False
    if not torch._C._has_mkldnn or not all(hasattr(_onednn, name) for name in _NEEDED):
        return False
    if not isinstance(module, ResNetClassifier) or module.resnet.fc.weight.device.type != "cpu":
        return False
    least = module.resnet.fc.in_features * (size // SHRINKS) ** 2
    folded = not any(isinstance(each, nn.BatchNorm2d) for each in module.modules())
    return folded and least > LEAST_INPUTS and size % PATCH == 0


class PackedResNet:
    """One network's weights, laid out at the first pass; for one attack, then dropped.

    The layouts take as much memory as the weights, twice.
    """

    def __init__(self, module: ResNetClassifier, dtype: torch.dtype = torch.float32) -> None:
        """`module` as `models.ready` leaves it; `dtype`: float32 or bfloat16."""
        resnet = module.resnet
        self._mean, self._std, self._dtype = module.mean, module.std, dtype
        self._stem = _Convolution(resnet.conv1, dtype)
        self._first = _FirstGradient(resnet.conv1.weight.detach(), dtype)
        layers = (resnet.layer1, resnet.layer2, resnet.layer3, resnet.layer4)
        self._blocks = [_Block(block, dtype) for layer in layers for block in layer]
        self._weight = resnet.fc.weight.detach().to(dtype)
        self._bias = resnet.fc.bias.detach().to(dtype)
        self._kept: tuple[Tensor, Tensor, Tensor, Tensor] | None = None

    @torch.no_grad()
    def answer(self, shown: Tensor) -> Tensor:
        """(N, 1, S, S) in [0, 1] to (N, 2) float32 logits, which `gradient` then starts from."""
        standardised = ((shown - self._mean) / self._std).to(self._dtype)
        stem = self._stem(standardised, "relu")
        pooled, places = _aten.max_pool2d_with_indices(stem, *_POOL)
        top = pooled
        for block in self._blocks:
            top = block(top)
        self._kept = stem, pooled, places, top
        features = top.mean((2, 3))
        return torch.addmm(self._bias, features, self._weight.t()).float()

    @torch.no_grad()
    def gradient(self, target: int) -> Tensor:
        """(N, 1, S, S) float32: ∂(the target's logit − the other's)/∂shown at the last answer."""
        assert self._kept is not None
        stem, pooled, places, top = self._kept
        gap = (self._weight[target] - self._weight[1 - target]) / (top.shape[2] * top.shape[3])
        gradient = gap[None, :, None, None].expand_as(top)
        for block in reversed(self._blocks):
            gradient = block.gradient(gradient)
        gradient = _past_relu(gradient, pooled)  # before the pooling: a quarter of the values
        gradient = _aten.max_pool2d_with_indices_backward(gradient, stem, *_POOL, places)
        return self._first(gradient).float() / self._std


class _Convolution:
    """A convolution and its input gradient, each with its own layout of the weights."""

    def __init__(self, convolution: nn.Conv2d, dtype: torch.dtype) -> None:
        self._weight = convolution.weight.detach().to(dtype)
        bias = convolution.bias
        self._bias = None if bias is None else bias.detach().to(dtype)
        assert isinstance(convolution.padding, tuple)
        self._stride, self._padding = convolution.stride[0], convolution.padding[0]
        self._forward: Tensor | None = None
        self._backward: Tensor | None = None

    def __call__(self, x: Tensor, then: str = "none") -> Tensor:
        """The convolution, then "relu" or "none"."""
        how = self._how()
        found: Tensor = _onednn._convolution_pointwise(
            x, self._laid_out(x), self._bias, *how, then, [], ""
        )
        return found

    def plus(self, x: Tensor, other: Tensor) -> Tensor:
        """ReLU of the convolution and `other` together."""
        found: Tensor = _onednn._convolution_pointwise.binary(
            x, other, self._laid_out(x), self._bias, *self._how(), "add", None, "relu", [], ""
        )
        return found

    def gradient(self, gradient: Tensor, side: int) -> Tensor:
        """Of the input, whose side was `side`, for `gradient` of the output."""
        stride, padding = self._stride, self._padding
        covered = (gradient.shape[2] - 1) * stride - 2 * padding + self._weight.shape[2]
        how = [padding] * 2, [side - covered] * 2, [stride] * 2, [1, 1], 1
        if self._backward is None:
            self._backward = _onednn._reorder_convolution_transpose_weight(
                self._weight, *how, list(gradient.shape)
            )
        found: Tensor = _onednn._convolution_transpose_pointwise(
            gradient, self._backward, None, *how, "none", [], ""
        )
        return found

    def _laid_out(self, x: Tensor) -> Tensor:
        if self._forward is None:
            self._forward = _onednn._reorder_convolution_weight(
                self._weight, *self._how(), list(x.shape)
            )
        return self._forward

    def _how(self) -> tuple[list[int], list[int], list[int], int]:
        return [self._padding] * 2, [self._stride] * 2, [1, 1], 1


class _Block:
    """A basic block (He 2016): ReLU(conv₂(ReLU(conv₁(x))) + x), x through a 1 × 1 if it shrinks."""

    def __init__(self, block: BasicBlock, dtype: torch.dtype) -> None:
        self._one = _Convolution(block.conv1, dtype)
        self._two = _Convolution(block.conv2, dtype)
        shortcut = block.downsample
        self._shortcut = None if shortcut is None else _Convolution(shortcut[0], dtype)
        self._kept: tuple[int, Tensor, Tensor] | None = None

    def __call__(self, x: Tensor) -> Tensor:
        inner = self._one(x, "relu")
        past = x if self._shortcut is None else self._shortcut(x)
        out = self._two.plus(inner, past)
        self._kept = x.shape[2], inner, out
        return out

    def gradient(self, gradient: Tensor) -> Tensor:
        assert self._kept is not None
        side, inner, out = self._kept
        gradient = _past_relu(gradient, out)
        past = gradient if self._shortcut is None else self._shortcut.gradient(gradient, side)
        within = _past_relu(self._two.gradient(gradient, inner.shape[2]), inner)
        return self._one.gradient(within, side).add_(past)


class _FirstGradient:
    """The gradient of a one-channel image under the first layer, as a convolution of its own.

    Input pixel u gets Σ over k of w[k] · g[(u + 3 − k) / 2], where that is whole. Mirrored, with
    u = 4·i + a from the far end, that is Σ w[6 − k] · g[(u + 2 − k) / 2]: for all 4 × 4 pixels a of
    a patch i one convolution of g with stride 2 and 16 channels. Mirrored because oneDNN then adds
    up in the order of its own input gradient.
    """

    def __init__(self, weight: Tensor, dtype: torch.dtype) -> None:
        """`weight`: (channels, 1, 7, 7) of the first layer, whose stride is 2 and padding 3."""
        reach = STEM_KERNEL // 2 - 1
        self._stride = PATCH // STEM_STRIDE
        first, last = -(STEM_KERNEL - 1 - reach) // STEM_STRIDE, (PATCH - 1 + reach) // STEM_STRIDE
        # One patch more than needed: without it oneDNN's blocks, and so the order, are others.
        self._padding, self._begin = self._stride - first, 1
        taps = [
            (place, offset - first, STEM_KERNEL - 1 - k)
            for place in range(PATCH)
            for offset in range(first, last + 1)
            if 0 <= (k := place + reach - STEM_STRIDE * offset) < STEM_KERNEL
        ]
        kernel = torch.zeros(PATCH**2, weight.shape[0], last - first + 1, last - first + 1)
        for row, y, down in taps:
            for column, x, across in taps:
                kernel[PATCH * row + column, :, y, x] = weight[:, 0, down, across]
        self._kernel = kernel.to(dtype, memory_format=torch.channels_last)

    def __call__(self, gradient: Tensor) -> Tensor:
        """(N, channels, S/2, S/2) to (N, 1, S, S); S is a multiple of 4."""
        mirrored = gradient.flip(2, 3)
        patches = torch.conv2d(mirrored, self._kernel, None, self._stride, self._padding)
        begin, end = self._begin, self._begin + gradient.shape[2] * STEM_STRIDE // PATCH
        return pixel_shuffle(patches[:, :, begin:end, begin:end], PATCH).flip(2, 3)


def _past_relu(gradient: Tensor, out: Tensor) -> Tensor:
    """`gradient` where `out`, what the ReLU gave, is above 0; else 0."""
    found: Tensor = _aten.threshold_backward(gradient, out, 0)
    return found

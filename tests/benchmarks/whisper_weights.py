"""Whisper of the true size with random weights, in CTranslate2's format.

Each matrix has the shape of OpenAI's and is drawn at random, so that encoding, decoding and the alignment of
words cost what the real model costs. Only what is *said* is arranged, so that nothing downstream takes the
stand-in for a model that hallucinates: a bias on the last layer leaves the words of the demo session and
punctuation as the only tokens that can be spoken, and makes the model sure of them. It never ends by itself:
how many tokens are decoded is for the caller to fix (`SpeechSettings.fixed_tokens`, `max_new_tokens`).
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ctranslate2.converters.transformers import WhisperLoader
from faster_whisper.feature_extractor import FeatureExtractor
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import WhisperConfig, WhisperForConditionalGeneration

from app.audio.decode import SoundFile
from app.domain.transcript import SAMPLE_RATE
from app.services.paths import DEMO_SOUND, RESOURCES
from tests.benchmarks.whisper_sizes import TEXT_TOKENS, TIMESTAMPS, WhisperSize

CLIPS, CLIP = 6, 8
"""Pieces of the demo session that are listened to, and seconds of each."""
NEVER = -1000.0
"""The bias of a token that must not be spoken."""
SURE = 40.0
"""The last layer norm's gain: so large that one word stands out, as with a trained model on clear speech."""


def special_tokens(size: WhisperSize) -> list[str]:
    """Whisper's tokens after the text's, in their order; the first has the number 50257."""
    languages = [f"<|{code}|>" for code in _LANGUAGE_CODES[: size.languages]]
    tasks = [f"<|{name}|>" for name in ("translate", "transcribe", "startoflm", "startofprev", "nospeech")]
    times = [f"<|{i * 0.02:.2f}|>" for i in range(TIMESTAMPS)]
    return ["<|endoftext|>", "<|startoftranscript|>", *languages, *tasks, "<|notimestamps|>", *times]


def text_tokens(tokens: Sequence[str], kinds: Sequence[int]) -> list[str]:
    """The 50257 tokens of text: another model's byte-level ones, then pairs of them that no merge leads to."""
    plain = [token for token, kind in zip(tokens, kinds, strict=True) if kind == 1]
    seen = set(plain)
    for first, second in itertools.product(plain[256:], plain[256:]):
        if len(plain) == TEXT_TOKENS:
            break
        if first + second not in seen:
            plain.append(first + second)
            seen.add(first + second)
    return plain[:TEXT_TOKENS]


def make_tokenizer(text: Sequence[str], merges: Sequence[str], size: WhisperSize) -> Tokenizer:
    """A byte-level BPE tokenizer with Whisper's special tokens at Whisper's places."""
    known = set(text)
    pairs = [tuple(merge.split(" ")) for merge in merges]
    usable = [(a, b) for a, b in pairs if a in known and b in known and a + b in known]
    tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(text)}, merges=usable))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special_tokens(size)])
    assert tokenizer.get_vocab_size() == size.vocabulary
    return tokenizer


def spoken_words() -> set[str]:
    """The words of the demo session, small and as they begin a sentence."""
    truth = json.loads((RESOURCES / "demo" / "truth.json").read_text(encoding="utf-8"))
    words = {word for row in truth for word in re.findall(r"[A-Za-z]+", row["text"])}
    return words | {word.lower() for word in words}


def speech_bias(text: Sequence[str], size: WhisperSize) -> np.ndarray[Any, np.dtype[np.float32]]:
    """What is added to the logits: words can be spoken, a tenth or so of the tokens is punctuation."""
    bias = np.full(size.vocabulary, NEVER, dtype=np.float32)
    words = {f"Ġ{word}" for word in spoken_words()}
    unit = SURE * 0.02 * float(np.sqrt(size.width))  # the logits' standard deviation
    extra = {".": 1.6, "?": 1.0, ",": 1.2}
    for number, token in enumerate(text):
        if token in words:
            bias[number] = 0.0
        elif token in extra:
            bias[number] = extra[token] * unit
    return bias


def _network(size: WhisperSize, bias: np.ndarray[Any, np.dtype[np.float32]], seed: int) -> Any:
    """A Whisper of transformers with random weights and the arranged last layer."""
    torch.manual_seed(seed)
    config = WhisperConfig(
        vocab_size=size.vocabulary, num_mel_bins=size.mels, d_model=size.width,
        encoder_layers=size.encoder_layers, decoder_layers=size.decoder_layers,
        encoder_attention_heads=size.heads, decoder_attention_heads=size.heads,
        encoder_ffn_dim=4 * size.width, decoder_ffn_dim=4 * size.width,
        pad_token_id=TEXT_TOKENS, bos_token_id=TEXT_TOKENS, eos_token_id=TEXT_TOKENS,
        decoder_start_token_id=TEXT_TOKENS + 1, suppress_tokens=[], begin_suppress_tokens=[],
    )  # fmt: skip
    model: Any = WhisperForConditionalGeneration(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.ndim < 2 or "embed_positions" in name:
                continue
            # Layers add much more than the last word's own embedding, or it would be spoken for ever.
            scale = 0.02 if "embed_tokens" in name else 1.0 / float(np.sqrt(weight[0].numel()))
            weight.normal_(0.0, scale)
            if name.endswith("fc2.weight"):  # what all inputs have in common would make all words the same
                weight.sub_(weight.mean(dim=1, keepdim=True))
            if name.endswith("out_proj.weight"):  # attention gives nearly the same to every place
                weight.mul_(0.3)
        model.model.decoder.embed_positions.weight.normal_(0.0, 0.5)
        model.model.decoder.layer_norm.weight.fill_(SURE)
        model.proj_out.bias = torch.nn.Parameter(torch.from_numpy(bias))
        _listen(model.eval(), size)
    return model


def _listen(model: Any, size: WhisperSize) -> None:
    """Let what is said depend on the sound: what all sounds have in common is taken out, what differs is raised."""
    extract = FeatureExtractor(feature_size=size.mels)
    with SoundFile(DEMO_SOUND) as file:
        samples = np.frombuffer(b"".join(itertools.islice(file.blocks(), CLIPS * CLIP)), dtype="<i2") / 32768.0
    clips = [samples[n * CLIP * SAMPLE_RATE : (n + 1) * CLIP * SAMPLE_RATE].astype(np.float32) for n in range(CLIPS)]
    mels = [np.pad(extract(clip), ((0, 0), (0, 3000)))[:, :3000].astype(np.float32) for clip in clips]
    means = torch.cat([model.model.encoder(torch.from_numpy(mel)[None]).last_hidden_state.mean(1) for mel in mels])
    common = means.mean(0)
    differing = float((means - common).std())
    for layer in model.model.decoder.layers:
        attention = layer.encoder_attn
        attention.v_proj.bias.copy_(-attention.v_proj.weight @ common)
        attention.out_proj.weight.mul_(0.5 / differing)


def make_whisper(
    folder: Path, size: WhisperSize, tokens: Sequence[str], kinds: Sequence[int], merges: Sequence[str], *,
    quantization: str = "int8", seed: int = 1,
) -> None:  # fmt: skip
    """Write a model that `faster_whisper.WhisperModel(folder)` loads.

    `tokens`, `kinds` and `merges` are those of a byte-level BPE in GGUF's words (`gguf_file.read_metadata`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = text_tokens(tokens, kinds)
    make_tokenizer(text, merges, size).save(str(folder / "tokenizer.json"))
    model = _network(size, speech_bias(text, size), seed)
    spec = WhisperLoader().get_model_spec(model)
    spec.register_vocabulary([*text, *special_tokens(size)])
    first_language = TEXT_TOKENS + 2
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = list(range(first_language, first_language + size.languages))
    heads = range(
        0, size.heads, max(1, size.heads // 2)
    )  # two of each layer of the upper half, about as many as OpenAI's
    spec.config.alignment_heads = [[layer, head] for layer in range(size.decoder_layers // 2, size.decoder_layers)
                                   for head in heads]  # fmt: skip
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder))
    about = {"chunk_length": 30, "feature_size": size.mels, "hop_length": 160, "n_fft": 400, "sampling_rate": 16000}
    (folder / "preprocessor_config.json").write_text(json.dumps(about), encoding="utf-8")

"""Messages: what goes in comes out, and nothing else is taken."""

from __future__ import annotations

import pickle

import msgspec
import pytest

from app.domain.engines import Entailed
from app.domain.placement import Device, FellBack
from app.domain.stamps import Stamp
from app.domain.transcript import Segment, SpeakerTurn, Word
from app.sandbox import Held
from app.sandbox.canary import Tried
from app.workers import protocol as p


@pytest.mark.parametrize(
    "request_",
    [
        p.LoadModel("speech", "/somewhere", {"beam_size": 1}),
        p.LoadModel("speech", "/somewhere", {}, processor=True),
        p.LoadModel("speech", "/somewhere", {}, files={"/somewhere/model.bin": Stamp(5, 10**18 + 1, 10**18 + 2, 7)}),
        p.Convert(b"\x80\x02.", "segmentation", {"window": 10.0}),
        p.Unload(["speech", "note"]),
        p.StartListening(12.5, ["sertraline"]),
        p.Listen(b"\x00\x01" * 100, last=True),
        p.Recognise(b"\x00", 3.0, ["sertraline"]),
        p.StartFollowing([b"\x00\xff"], 2.0),
        p.Follow(b"\x00"),
        p.EndFollowing(None),
        p.EmbedVoices([b"\x00", b"\x01"]),
        p.Embed(["a", "b"]),
        p.Entail([("a", "b"), ("c", "d")]),
        p.CountTokens("a"),
        p.Complete("s", "u", {"type": "object"}, 20),
        p.TryNetwork(),
        p.Prove("/somewhere"),
    ],
)
def test_requests_survive_the_wire(request_: p.Request) -> None:
    assert p.decode_request(p.encode(request_)) == request_


@pytest.mark.parametrize(
    "reply",
    [
        p.Done(),
        p.Loaded(Device.CUDA),
        p.Converted(b"\x00\xff"),
        p.Loaded(Device.PROCESSOR, FellBack.MEMORY),
        p.Heard([Segment(0.0, 1.0, (Word("yes", 0.1, 0.4, 0.9),))], 1.0),
        p.Spoken([SpeakerTurn(0.0, 1.0, "S1")]),
        p.Vectors([[0.0, 1.0]]),
        p.Entails([Entailed(0.7, 0.2, 0.1)]),
        p.Counted(3),
        p.Answered("{}"),
        p.NetworkTried("refused"),
        p.Proved([Tried("inet", "native", "refused")]),
        p.Entered(Held(seccomp=True, landlock=7)),
        p.Advanced(1.0, 2.0),
        p.Failed("OSError"),
        p.Failed("RuntimeError", FellBack.CRASHED),
    ],
)
def test_replies_survive_the_wire(reply: p.Reply) -> None:
    assert p.decode_reply(p.encode(reply)) == reply


@pytest.mark.parametrize("data", [b"", b"nonsense", pickle.dumps({"a": 1}), p.encode(p.TryNetwork())])
def test_anything_else_is_refused_as_a_reply(data: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        p.decode_reply(data)

"""What can go wrong while models are installed, checked, chosen and tried; part of the tree in `app.domain.errors`."""

from __future__ import annotations

from app.domain.errors import ModelError


class InstallError(ModelError):
    """Base of what keeps a model from being installed; what was there before is untouched."""

    code = "install"


class NetworkUnreachable(InstallError):
    """`detail`: the host's name."""

    code = "install.network"
    what = "The computer at '{detail}' could not be reached."
    lost = "What has been fetched so far is kept."
    next_step = "Check the network and go on, or install the models from a folder or a pack file."


class ProxyRefused(InstallError):
    """`detail`: the proxy's name."""

    code = "install.proxy"
    what = "The network's proxy '{detail}' did not let the download through."
    lost = "What has been fetched so far is kept."
    next_step = "Ask whoever looks after this network, or install the models from a folder or a pack file."


class CertificateRefused(InstallError):
    """`detail`: the host's name."""

    code = "install.certificate"
    what = "The computer at '{detail}' could not prove that it is the one it claims to be, so nothing was fetched."
    lost = "What has been fetched so far is kept."
    next_step = "Check this computer's date and network, or install the models from a folder or a pack file."


class ServerRefused(InstallError):
    """`detail`: the file, and the answer's number."""

    code = "install.server"
    what = "The server does not give out '{detail}'."
    lost = "What has been fetched so far is kept."
    next_step = "Try again later, choose another model, or install it from a folder or a pack file."


class WrongBytes(InstallError):
    """`detail`: the file's name."""

    code = "install.wrong-bytes"
    what = "'{detail}' was fetched more than once and is not the file that was tested, so it was not installed."
    next_step = "Try again on another network, or install the model from a folder or a pack file."


class NoRoomForModel(InstallError):
    """`detail`: how much is missing, with its unit."""

    code = "install.room"
    what = "There is not enough room on the disk for this model: {detail} more are needed."
    lost = "What has been fetched so far is kept."
    next_step = "Free some room or remove a model that is not used, then go on."


class DiskUnreliable(InstallError):
    code = "install.disk"
    what = "The disk reported an error while the model was written or read."
    lost = "The models that were installed before are untouched."
    next_step = "Try again. If it happens again, let somebody look at this computer's disk."


class InstallRunning(InstallError):
    """`detail`: the model's title."""

    code = "install.running"
    what = "'{detail}' is being installed already, by this window or another."
    next_step = "Wait until that is done."


class MirrorRefused(InstallError):
    """`detail`: what is wrong with it, in plain words."""

    code = "install.mirror"
    what = "This address cannot be used for fetching models: {detail}."
    lost = "The address that was used before stays."
    next_step = "Correct it, or leave it empty for the usual one."


class UnknownModel(InstallError):
    """`detail`: what was asked for, by its id."""

    code = "install.unknown"
    what = "There is no model '{detail}'."
    next_step = "'app models list' names those that there are."


class DownloadNotOffered(InstallError):
    """`detail`: the model's title."""

    code = "install.unconfirmed"
    what = "'{detail}' is not offered for download: its checksums have not been confirmed."
    next_step = "Choose another model."


class PackUnreadable(InstallError):
    """`detail`: what is wrong with it, in plain words."""

    code = "install.pack"
    what = "This file is not a model pack that Sotto can use: {detail}."
    next_step = "Copy the pack again from where it came, or make a new one."


class SourceLost(InstallError):
    """A folder, stick or pack went away, or cannot be read."""

    code = "install.source"
    what = "Not everything could be read from there: it went away, or is damaged."
    lost = "What was installed before is untouched, and models that were whole by then are installed."
    next_step = "Put the stick back in, or choose the folder or pack again, and go on."


class PackNotWritten(InstallError):
    """`detail`: why, in plain words."""

    code = "install.pack-not-written"
    what = "The pack could not be written: {detail}."
    next_step = "Choose another place for it, then try again."


class NothingToInstall(InstallError):
    """Nothing in the folder or pack is a model that the catalogue knows."""

    code = "install.nothing"
    what = "No model that Sotto knows was found there."
    next_step = "Choose the folder or the stick that holds the model's files, or a pack file."


class ModelInUse(InstallError):
    """`detail`: the model's title."""

    code = "install.in-use"
    what = "'{detail}' is at work just now, so it was not removed."
    next_step = "Wait until the work is done, then try again."


class ModelNotRemovable(InstallError):
    """`detail`: the model's title. It ships with the program."""

    code = "install.not-removable"
    what = "'{detail}' is a part of the program and cannot be removed by itself."
    next_step = "It takes little room. Nothing needs to be done."


class CheckpointRefused(InstallError):
    """`detail`: the model's title. Its weights could not be put into the form that can run nothing."""

    code = "install.checkpoint"
    what = "The weights of '{detail}' could not be read safely, so it was not installed."
    next_step = "Remove it and install it again. If it happens again, please report it."


class ModelsTooLarge(ModelError):
    """`detail`: what is needed and what is there, with units."""

    code = "model.too-large"
    what = "These models do not fit into this computer's memory together: {detail}."
    next_step = "Choose a smaller note model, or a smaller speech model."


class SelfTestFailed(ModelError):
    """`detail`: the model's title. The library ended its process, or gave nothing usable, when it was tried."""

    code = "model.self-test"
    what = "'{detail}' was tried on this computer and does not run here."
    next_step = "Choose another model for now, or try it again under Models."


class SelfTestIllegal(SelfTestFailed):
    """The library used an instruction that the processor does not have."""

    code = "model.self-test.illegal"
    what = (
        "'{detail}' was tried on this computer and does not run here: what it needs was built for a processor that "
        "can do more than this one."
    )
    next_step = "Install Sotto again on this computer, or choose another model."


class SelfTestCrashed(SelfTestFailed):
    """The library ended its process."""

    code = "model.self-test.crashed"
    what = "'{detail}' was tried on this computer and crashed each time."
    next_step = (
        "Install Sotto again on this computer, so that everything is built for it. If it still happens, choose "
        "another model for now and report it."
    )


class SelfTestKilled(SelfTestFailed):
    """The system ended the process, most likely for memory."""

    code = "model.self-test.killed"
    what = "'{detail}' was tried on this computer, and the system ended it, most likely because memory ran short."
    next_step = "Close other programs and try again, or choose a smaller model."


class SelfTestHung(SelfTestFailed):
    """The library gave no answer for minutes."""

    code = "model.self-test.hung"
    what = "'{detail}' was tried on this computer and gave no answer for minutes."
    next_step = "Restart the computer and try again, or choose a smaller model."


class SelfTestRefused(SelfTestFailed):
    """The library could not load the model, or not use it."""

    code = "model.self-test.refused"
    what = "'{detail}' was tried on this computer and could not be used: the program that runs it does not take it."
    next_step = "Close other programs in case memory is short and try again, or remove the model and install it again."


class SelfTestUnusable(SelfTestFailed):
    """It ran, and what it answered is no answer."""

    code = "model.self-test.unusable"
    what = "'{detail}' was tried on this computer; it runs, but what it answers cannot be used."
    next_step = "Choose another model, and report it."

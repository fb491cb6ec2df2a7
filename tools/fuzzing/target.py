"""What a target is: it makes inputs, and tells whether the promises hold for one."""

import os
import random
from abc import ABC, abstractmethod


class BrokenPromiseError(Exception):
    """A promise that does not hold for an input: which one, and how."""


def promise(holds: object, what: str, *told: object) -> None:
    """Raises BrokenPromiseError unless it holds; findings of one `what` are one."""
    if not holds:
        raise BrokenPromiseError(what, *told)


class Target(ABC):
    """One part of the program that takes what others wrote. `folder` is empty, and its own."""

    seconds = 2.0  # CPU seconds that 10 KB of input may take

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @abstractmethod
    def made(self, rng: random.Random) -> bytes:
        """An input; the same for the same state of the generator."""

    @abstractmethod
    def try_out(self, raw: bytes) -> None:
        """Raises BrokenPromiseError, or whatever a fault raises."""

    def path(self, name: str) -> str:
        """A file of the target's own folder."""
        return os.path.join(self.folder, name)

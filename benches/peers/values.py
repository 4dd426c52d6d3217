"""Uncertain values: what is drawn for a hospital in each future.

Written from the rules of the model (`model-rules` 14 and what scenarios/README.md says of shared luck), with random numbers of
its own. Values that are certain go the same way.
"""

import math
from typing import ClassVar

import numpy as np
from scipy.optimize import brentq
from scipy.stats import beta, norm

# Parts of the variance of a value's luck that all facilities share; leavers and times to fill share more (LABOUR).
RHO = {"rate": 0.8, "tied_rate": 0.8, "ceiling": 0.8, "pace": 0.8, "fill": 0.8}
RHO |= {"leavers": 0.5, "accept": 0.5, "growth": 0.5, "site": 0.0}
LABOUR = 0.3
LARGEST_SCORE, SCORES_PER_UNIT = 8.0, 64


class Spread:
    """Uncertain values: PERT distributions as functions of a normal score. A table by score is fine enough for both."""

    tables: ClassVar[dict[float, np.ndarray]] = {}

    def __init__(self, cells, scale=1.0):
        """`cells` are (low, mode, high, range word); low and high blank: certain."""
        forms = [self._form(*cell) for cell in cells]
        self.mode = np.array([form[0] for form in forms]) * scale
        self.minimum = np.array([form[1] for form in forms]) * scale
        self.width = np.array([form[2] for form in forms]) * scale
        shapes = sorted({form[3] for form in forms})
        self.table = np.concatenate([self._table(shape) for shape in shapes]) if forms else np.zeros(0)
        stride = int(2 * LARGEST_SCORE * SCORES_PER_UNIT) + 1
        self.offset = np.array([shapes.index(form[3]) * stride for form in forms], dtype=np.int64)

    def __len__(self):
        return len(self.mode)

    def at(self, score):
        """The values at normal scores, one row for each value."""
        place = (np.clip(score, -LARGEST_SCORE, LARGEST_SCORE - 1e-9) + LARGEST_SCORE) * SCORES_PER_UNIT
        whole = place.astype(np.int64)
        index = whole + self.offset[:, None]
        low = self.table.take(index)
        unit = low + (place - whole) * (self.table.take(index + 1) - low)
        return self.minimum[:, None] + self.width[:, None] * unit

    def central(self):
        return self.mode[:, None].copy()

    @classmethod
    def _form(cls, low, mode, high, word):
        mode = float(mode)
        if low == "" and high == "":
            return mode, mode, 0.0, 0.5
        low, high = float(low), float(high)
        if word == "bounds":
            return mode, low, high - low, round((mode - low) / (high - low), 12)

        def excess(shape):
            q10, q90 = beta.ppf([0.1, 0.9], 1 + 4 * shape, 5 - 4 * shape)
            return (shape - q10) / (q90 - q10) - (mode - low) / (high - low)

        shape = brentq(excess, 0.0, 1.0, xtol=1e-14)
        q10, q90 = beta.ppf([0.1, 0.9], 1 + 4 * shape, 5 - 4 * shape)
        width = (high - low) / (q90 - q10)
        return mode, mode - shape * width, width, round(shape, 9)

    @classmethod
    def _table(cls, shape):
        if shape not in cls.tables:
            steps = int(LARGEST_SCORE * SCORES_PER_UNIT)
            scores = np.arange(-steps, steps + 1) / SCORES_PER_UNIT
            a, b = 1 + 4 * shape, 5 - 4 * shape
            tail = norm.cdf(-np.abs(scores))
            cls.tables[shape] = np.where(scores < 0, beta.ppf(tail, a, b), 1 - beta.ppf(tail, b, a))
        return cls.tables[shape]


class Luck:
    """The values of each facility in all draws: shared luck once, own luck by facility."""

    def __init__(self, project, seed, central):
        self.project, self.central = project, central
        self.own = np.random.SeedSequence(seed)
        self.rng = np.random.default_rng(self.own.spawn(1)[0])
        shared = {name: self.rng.standard_normal((len(spread), project.draws)) for name, spread in self._local().items()}
        market = self.rng.standard_normal((1, project.draws))
        self.base, self.weight = {}, {}
        for name, score in shared.items():
            with_market = name in ("leavers", "fill")
            rest = 1 - LABOUR if with_market else 1.0
            self.base[name] = math.sqrt(rest * RHO[name]) * score + (math.sqrt(LABOUR) * market if with_market else 0.0)
            self.weight[name] = math.sqrt(rest * (1 - RHO[name]))
        # What has no luck of its own at a facility.
        everywhere = ["effects", "delay", "productivity", "completion", "employed", "move_done"]
        self.everywhere = {name: self._shared(getattr(project, name)) for name in everywhere}

    def _local(self):
        project = self.project
        names = ["rate", "tied_rate", "ceiling", "pace", "fill", "leavers", "accept", "growth", "site"]
        return {name: getattr(project, name) for name in names}

    def _shared(self, spread):
        if self.central:
            return spread.central()
        return spread.at(self.rng.standard_normal((len(spread), self.project.draws)))

    def at(self, facility):
        """All values at a facility, by name: rows of draws."""
        values = dict(self.everywhere)
        if self.central:
            return values | {name: spread.central() for name, spread in self._local().items()}
        rng = np.random.default_rng([self.own.entropy, 1 + facility])
        for name, spread in self._local().items():
            own = rng.standard_normal(self.base[name].shape)
            values[name] = spread.at(self.base[name] + self.weight[name] * own)
        return values

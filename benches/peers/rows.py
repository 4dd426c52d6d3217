"""What is said of draws: means and quantiles of each place, group of roles and quarter."""

import json
import math
from pathlib import Path

import numpy as np

LEVELS = np.array([0.10, 0.25, 0.50, 0.75, 0.90])
# What is written for each place, group of roles and quarter; `gap.csv` calls the same numbers the same.
QUANTILES = ["mean_fte", "p10_fte", "p25_fte", "p50_fte", "p75_fte", "p90_fte"]
COLUMNS = [f"{what}_{name}" for what in ["demand", "supply", "gap"] for name in QUANTILES]
COLUMNS += ["shortage_mean_fte", "surplus_mean_fte", "residual_p10_fte", "residual_p90_fte", "prob_shortage_pct"]


class Statistics:
    """Means and quantiles of each place, written as they come; a region's and everybody's sums, draw by draw."""

    def __init__(self, project, draws, out, errors=False, pool=None):
        self.project, self.draws, self.errors = project, draws, errors
        shape = (3, project.rows, len(project.roles), draws)
        self.region, self.all = np.zeros(shape), np.zeros(shape)
        self.places, self.file = [], open(out, "wb") if out else None
        self.map = pool.map if pool else map

    def add(self, facility, results):
        """`results`: demand, supply and shortage by row, role and draw, averaged over the row's months."""
        project = self.project
        self._write(project.facilities[facility], results, by_gap=True)
        self.region += results
        region = project.regions[facility]
        if facility + 1 == len(project.facilities) or project.regions[facility + 1] != region:
            self._write(f"region:{region}", self.region, by_gap=False)
            self.all += self.region
            self.region[:] = 0.0

    def finish(self):
        self._write("*", self.all, by_gap=False)
        if self.file:
            self.file.close()

    def _write(self, place, results, by_gap):
        self.places.append(place)
        rows = np.stack(list(self.map(lambda row: self._row(results[:, row], by_gap), range(self.project.rows))))
        if self.file:
            rows.tofile(self.file)

    def _row(self, results, by_gap):
        """Of one quarter: by group of roles, the columns (and their standard errors behind them)."""
        project = self.project
        roles = results.shape[1]
        groups = np.empty((3, len(project.groups), self.draws))
        groups[:, :roles] = results
        for index, members in enumerate(project.families):
            groups[:, roles + index] = results[:, members].sum(axis=1)
        groups[:, -1] = results.sum(axis=1)
        demand, supply, shortage = groups
        gap = demand - supply
        judged = shortage.copy()
        if by_gap:
            judged[:roles] = gap[:roles]
        part, least = project.threshold
        short = (judged > np.maximum(part * demand, least)).mean(axis=1)
        means = [values.mean(axis=1) for values in (demand, supply, gap, shortage)]
        ordered = [np.sort(values, axis=1) for values in (demand, supply, gap, shortage)]
        columns = [values for mean, order in zip(means[:3], ordered) for values in (mean, *type_7(order, LEVELS))]
        columns += [means[3], means[3] - means[2], *type_7(ordered[3], [0.1, 0.9]), 100 * short]
        if self.errors:
            columns += self._errors((demand, supply, gap, shortage), ordered)
        return np.stack(columns, axis=1)

    def _errors(self, values, ordered):
        """Standard errors of the columns but the last, a share, of which they follow."""
        of_mean = lambda draws: draws.std(axis=1, ddof=1) / math.sqrt(self.draws)
        errors = []
        for draws, order in zip(values[:3], ordered):
            errors += [of_mean(draws), *(quantile_error(order, level) for level in LEVELS)]
        errors += [of_mean(values[3]), of_mean(values[3] - values[2])]
        return errors + [quantile_error(ordered[3], level) for level in (0.1, 0.9)]


def type_7(order, levels):
    """Quantiles of sorted rows (Hyndman and Fan 1996, type 7)."""
    last = order.shape[1] - 1
    for level in levels:
        place = level * last
        below = int(place)
        low = order[:, below]
        yield low + (place - below) * (order[:, min(below + 1, last)] - low)


def quantile_error(order, level):
    """A quarter of the distance to the order statistic four standard errors of the rank away, on the wider side."""
    last = order.shape[1] - 1
    middle, reach = round(level * last), math.ceil(4 * math.sqrt(order.shape[1] * level * (1 - level)))
    low, high = max(middle - reach, 0), min(middle + reach, last)
    return np.maximum(order[:, high] - order[:, middle], order[:, middle] - order[:, low]) / 4


def read_results(out):
    """Places, groups and the array by place, row, group and column of what a peer has written."""
    index = json.loads(Path(f"{out}.json").read_text())
    shape = (len(index["places"]), index["rows"], len(index["groups"]), -1)
    return index["places"], index["groups"], np.fromfile(out).reshape(shape)

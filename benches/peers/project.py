"""A plain workload's tables as arrays, its uncertain values, and what is said of draws: what both peers stand on.

Written from the rules of the model, not from the engine. Only what `benches/workloads` writes without `--catalogue sample` is
understood; anything else stops with an assertion. Units: FTE, months since the opening, shares of 1, hazards a year.
"""

import argparse
import csv
import json
import math
import time
import tomllib
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.stats import beta, norm

LEVELS = np.array([0.10, 0.25, 0.50, 0.75, 0.90])
# What is written for each place, group of roles and quarter; `gap.csv` calls the same numbers the same.
QUANTILES = ["mean_fte", "p10_fte", "p25_fte", "p50_fte", "p75_fte", "p90_fte"]
COLUMNS = [f"{what}_{name}" for what in ["demand", "supply", "gap"] for name in QUANTILES]
COLUMNS += ["shortage_mean_fte", "surplus_mean_fte", "residual_p10_fte", "residual_p90_fte", "prob_shortage_pct"]

# Parts of the variance of a value's luck that all facilities share; leavers and times to fill share more (LABOUR).
RHO = {"rate": 0.8, "ceiling": 0.8, "pace": 0.8, "fill": 0.8, "leavers": 0.5, "accept": 0.5, "growth": 0.5, "site": 0.0}
LABOUR = 0.3
LARGEST_SCORE, SCORES_PER_UNIT = 8.0, 64


class Spread:
    """Uncertain values: PERT distributions as functions of a normal score. A table by score is fine enough for both."""

    tables: dict[float, np.ndarray] = {}

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


class Project:
    """The tables of a scenario."""

    def __init__(self, scenario, draws=None, facilities=None):
        scenario = Path(scenario)
        settings = tomllib.loads(scenario.read_text())
        assert settings["step"] == "quarter" and settings["demand_anchor"] == "establishment"
        assert settings["hiring"]["policy"] == "fill-establishment"
        self.word = settings["uncertainty"]["range"]
        self.draws = draws or settings["uncertainty"]["draws"]
        self.threshold = (settings["shortage"]["threshold_pct"] / 100, settings["shortage"]["threshold_fte"])
        self.start = _month(settings["start"])
        self.months = _month(settings["end"]) - self.start + 1
        assert self.start % 3 == 0 and self.months % 3 == 0, "whole quarters"
        self.rows = self.months // 3
        self.data = (scenario.parent / settings["data"]).resolve()
        self._people_and_places(facilities)
        self._technologies()
        self._work()
        self._supply()

    def _read(self, table):
        with open(self.data / f"{table}.csv", newline="") as file:
            return list(csv.DictReader(file))

    def _range(self, row, column, low=None, high=None):
        low, high = low or f"{column}_low", high or f"{column}_high"
        return row.get(low, ""), row[column], row.get(high, ""), row.get("range") or self.word

    def _people_and_places(self, limit):
        roles = sorted(self._read("roles"), key=lambda row: row["role"])
        self.roles = [row["role"] for row in roles]
        self.role = {code: index for index, code in enumerate(self.roles)}
        families = sorted({row["family"] for row in roles})
        self.groups = self.roles + [f"family:{code}" for code in families] + ["*"]
        self.families = [[i for i, row in enumerate(roles) if row["family"] == code] for code in families]
        places = self._read("facilities")[:limit]
        # Region by region, so that only one region's draws are kept.
        places.sort(key=lambda row: (row["region"], row["facility"]))
        self.facilities = [row["facility"] for row in places]
        self.regions = [row["region"] for row in places]
        facility = {code: index for index, code in enumerate(self.facilities)}
        shape = (len(self.facilities), len(self.roles))
        self.in_post, self.establishment = np.zeros(shape), np.zeros(shape)
        totals = np.zeros(len(self.roles))
        for row in self._read("staff"):
            assert _month(row["period"]) == self.start - 1
            role, budgeted = self.role[row["role"]], float(row["budgeted_fte"])
            totals[role] += budgeted
            if (place := facility.get(row["facility"])) is not None:
                self.in_post[place, role], self.establishment[place, role] = float(row["fte"]), budgeted
        # An amount for all together is divided by establishment.
        self.part_of_all = self.establishment / totals
        self.size = np.zeros(len(self.facilities))
        for row in self._read("activity"):
            assert row["driver"] == "staffed_beds" and row["period"].endswith("Q3"), "one quarter, just before the start"
            if (place := facility.get(row["facility"])) is not None:
                self.size[place] = float(row["value"])
        # Growth starts in the middle of the given quarter.
        self.base_at = -1.5
        (growth,) = self._read("growth")
        self.growth = Spread([self._range(growth, "annual_pct")], 0.01)

    def _technologies(self):
        rows = self._read("adoption")
        assert all(row["shape"] == "logistic" and row["facility"] == "*" for row in rows)
        self.technology = {row["technology"]: index for index, row in enumerate(rows)}
        self.go_live = np.array([float(_month(row["go_live"]) - self.start) for row in rows])
        self.ahead = self.go_live >= 0
        self.start_share = np.array([float(row["start_pct"]) for row in rows]) / 100
        self.in_use = np.where(self.ahead, 0.0, self.start_share)
        self.ceiling = Spread([self._range(row, "ceiling_pct") for row in rows], 0.01)
        self.pace = Spread([self._range(row, "rate_per_year") for row in rows], 1 / 12)
        assert (self.ceiling.minimum > self.start_share).all(), "no curve falls"
        none = ("", "0", "", "bounds")
        late = lambda row, column: self._range(row, column) if row[column] else none
        assert all(bool(row["delay_months"]) == ahead for row, ahead in zip(rows, self.ahead))
        self.delay = Spread([late(row, "delay_months") for row in rows])
        self.site = Spread([late(row, "site_delay_months") for row in rows])
        effects = {(row["technology"], row["role"]): row for row in self._read("effects")}
        assert all(row["phase"] == "run" and row["realisation_months"] == "12" for row in effects.values())
        pairs = [(technology, role) for technology in self.technology for role in self.roles]
        cell = lambda key: self._range(effects[key], "change_pct") if key in effects else none
        # By technology, then role.
        self.effects = Spread([cell(pair) for pair in pairs], 0.01)

    def _work(self):
        rows = self._read("workload")
        assert all(row["unit"] == "fte_per_100" and row["phase"] == "run" for row in rows)
        plain = {self.role[row["role"]]: row for row in rows if not row["technology"]}
        tied = {self.role[row["role"]]: row for row in rows if row["technology"]}
        cell = lambda row: self._range(row, "mode", "low", "high")
        self.rate = Spread([cell(plain[index]) for index in range(len(self.roles))], 0.01)
        # Roles with work of their own with one technology.
        self.tied_role = np.array(sorted(tied), dtype=np.int64)
        self.tied_to = np.array([self.technology[tied[index]["technology"]] for index in sorted(tied)], dtype=np.int64)
        self.tied_rate = Spread([cell(tied[index]) for index in sorted(tied)], 0.01)

    def _supply(self):
        rates = {self.role[row["role"]]: row for row in self._read("supply")}
        rows = [rates[index] for index in range(len(self.roles))]
        assert all(row["facility"] == "*" and row["turnover_includes"] == "nothing" for row in rows)
        cells = lambda column, scale: Spread([self._range(row, column) for row in rows], scale)
        self.leavers, self.fill = cells("leavers_pct", 0.01), cells("time_to_fill_months", 1.0)
        self.accept, self.productivity = cells("offer_accept_pct", 0.01), cells("start_productivity_pct", 0.01)
        # A probability within a year becomes a hazard.
        self.retiring = np.array([-math.log1p(-float(row["retirement_pct"]) / 100) for row in rows])
        self.learning = np.array([int(row["months_to_productive"]) for row in rows])
        assert self.learning.max() <= 12
        multiple = [float(row["first_year_multiplier"]) for row in rows]
        tenure = [_tenure(*values) for values in zip(self.leavers.mode, self.retiring, multiple)]
        # Relative hazards of leaving, and the opening's share in each of the first twelve months of tenure.
        self.first_year = np.array([first for first, _, _ in tenure])
        self.later = np.array([later for _, later, _ in tenure])
        self.classes = np.array([classes for _, _, classes in tenure])
        # What is lacking in each month of tenure, of what a newcomer lacks on the first day; taken in its middle.
        month = np.arange(12)[None, :] + 0.5
        self.lacking = np.clip(1 - month / self.learning[:, None], 0.0, None)
        courses = {self.role[row["role"]]: row for row in self._read("training")}
        rows = [courses[index] for index in range(len(self.roles))]
        assert all(row["facility"] == "*" for row in rows)
        self.completion = Spread([self._range(row, "completion_pct") for row in rows], 0.01)
        self.employed = Spread([self._range(row, "employed_pct") for row in rows], 0.01)
        # Places of courses that end in each month, known for five years beyond the forecast.
        self.ending = np.zeros((len(self.roles), self.months + 60))
        for index, row in enumerate(rows):
            begins = np.arange(_month(row["start"]) - self.start, self.months + 60, int(row["repeat_every_months"]))
            ends = begins + int(row["months"])
            self.ending[index, ends[(ends >= 0) & (ends < self.months + 60)]] = float(row["places"])
        moves = self._read("transfers")
        assert all(row["facility"] == "*" for row in moves)
        self.move_from = np.array([self.role[row["from_role"]] for row in moves], dtype=np.int64)
        self.move_to = np.array([self.role[row["to_role"]] for row in moves], dtype=np.int64)
        touched = [*self.move_from, *self.move_to]
        assert len(set(touched)) == len(touched), "pairs that have nothing to do with each other"
        self.move_hazard = np.array([-math.log1p(-float(row["annual_pct"]) / 100) for row in moves])
        self.move_months = np.array([int(row["months"]) for row in moves])
        self.move_done = Spread([self._range(row, "completion_pct") for row in moves], 0.01)
        self.move_working = np.array([float(row["productivity_during_pct"]) / 100 for row in moves])


def _month(period):
    year, month = period.split("-")
    return 12 * int(year) + int(month) - 1


def _tenure(leavers, retiring, multiple):
    """First-year and later hazards relative to the average, and a steady team's share in each month of the first year."""
    total = leavers + retiring
    later = lambda share: 1 / (1 + (multiple - 1) * share)
    first = lambda share: multiple * leavers * later(share) + retiring
    share = brentq(lambda s: s - total * -math.expm1(-first(s)) / first(s), 0.0, 1.0, xtol=1e-15)
    hazard = first(share)
    month = total * -math.expm1(-hazard / 12) / hazard
    return multiple * later(share), later(share), [month * math.exp(-hazard * index / 12) for index in range(12)]


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


RHO["tied_rate"] = RHO["rate"]


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
            columns += self._errors((demand, supply, gap, shortage), ordered, short)
        return np.stack(columns, axis=1)

    def _errors(self, values, ordered, short):
        of_mean = lambda draws: draws.std(axis=1, ddof=1) / math.sqrt(self.draws)
        errors = []
        for draws, order in zip(values[:3], ordered):
            errors += [of_mean(draws), *(quantile_error(order, level) for level in LEVELS)]
        surplus = values[3] - values[2]
        errors += [of_mean(values[3]), of_mean(surplus), quantile_error(ordered[3], 0.1), quantile_error(ordered[3], 0.9)]
        # One more success and one more failure: none in a thousand is not certainty.
        share = (short * self.draws + 1) / (self.draws + 2)
        return errors + [100 * np.sqrt(share * (1 - share) / self.draws)]


def type_7(order, levels):
    """Quantiles of sorted rows (Hyndman and Fan 1996, type 7)."""
    last = order.shape[1] - 1
    for level in levels:
        place = level * last
        below = int(place)
        low = order[:, below]
        yield low + (place - below) * (order[:, min(below + 1, last)] - low)


def quantile_error(order, level):
    """Half the distance between the order statistics one standard error of the rank to either side."""
    draws = order.shape[1]
    reach = max(1, round(math.sqrt(draws * level * (1 - level))))
    middle = round(level * (draws - 1))
    low, high = max(middle - reach, 0), min(middle + reach, draws - 1)
    return (order[:, high] - order[:, low]) / (high - low) * math.sqrt(draws * level * (1 - level))


def read_results(out):
    """Places, groups and the array by place, row, group and column of what a peer has written."""
    index = json.loads(Path(f"{out}.json").read_text())
    shape = (len(index["places"]), index["rows"], len(index["groups"]), -1)
    return index["places"], index["groups"], np.fromfile(out).reshape(shape)


def main(forecast, warm_up=None, pool=None):
    """The command line of both peers; `forecast(project, facility, values)` gives demand, supply and shortage."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario")
    parser.add_argument("--out", help="file for the numbers; FILE.json tells what stands in it")
    parser.add_argument("--draws", type=int)
    parser.add_argument("--facilities", type=int, help="only the first so many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--central", action="store_true", help="every value at its mode")
    parser.add_argument("--errors", action="store_true", help="standard errors behind the numbers")
    words = parser.parse_args()
    begun = time.perf_counter()
    project = Project(words.scenario, words.draws, words.facilities)
    if warm_up:
        warm_up()
    ready = time.perf_counter()
    luck = Luck(project, words.seed, words.central)
    statistics = Statistics(project, 1 if words.central else project.draws, words.out, words.errors, pool)
    for facility in range(len(project.facilities)):
        statistics.add(facility, forecast(project, facility, luck.at(facility)))
    statistics.finish()
    if words.out:
        index = {"places": statistics.places, "groups": project.groups, "rows": project.rows}
        Path(f"{words.out}.json").write_text(json.dumps(index))
    cells = len(project.facilities) * len(project.roles) * project.months * statistics.draws
    told = {"setup_s": ready - begun, "forecast_s": time.perf_counter() - ready, "cells": cells}
    print(json.dumps(told))

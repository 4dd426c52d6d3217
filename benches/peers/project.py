"""A plain workload's tables as arrays, read for both peers.

Written from the rules of the model, not from the engine. Only what `benches/workloads` writes without `--catalogue sample` is
understood; anything else stops with an assertion. Units: FTE, months since the opening, shares of 1, hazards a year.
"""

import csv
import math
import tomllib
from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from values import Spread


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

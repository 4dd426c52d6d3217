"""The command line of both peers."""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from project import Project
from rows import Statistics
from values import Luck


def main(forecast, warm_up=False, pool=None):
    """Runs a peer; `forecast(project, facility, values)` gives demand, supply and shortage.

    What the first call costs (compiling) is counted apart with `warm_up`.
    """
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
    read = time.perf_counter()
    luck = Luck(project, words.seed, words.central)
    if warm_up:
        forecast(project, 0, {name: np.ascontiguousarray(value[:, :1]) for name, value in luck.at(0).items()})
    ready, ready_cpu = time.perf_counter(), time.process_time()
    statistics = Statistics(project, 1 if words.central else project.draws, words.out, words.errors, pool)
    for facility in range(len(project.facilities)):
        statistics.add(facility, forecast(project, facility, luck.at(facility)))
    statistics.finish()
    if words.out:
        index = {"places": statistics.places, "groups": project.groups, "rows": project.rows}
        Path(f"{words.out}.json").write_text(json.dumps(index))
    cells = len(project.facilities) * len(project.roles) * project.months * statistics.draws
    forecast_s = time.perf_counter() - ready
    told = {"read_s": read - begun, "ready_s": ready - read, "ready_cpu_s": ready_cpu}
    told |= {"forecast_s": forecast_s, "cells": cells}
    print(json.dumps(told))

"""Do the engine and a peer say the same? The central case to rounding, quantiles of independent draws within their errors.

    python agree.py STAFFCAST GENERATOR PEER [--draws N] [--facilities N]

Projects are written by the generator (the built bench `workloads`) into a temporary folder. The exit code tells.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from rows import COLUMNS, read_results

# A printed number is rounded to nine decimals; sums of thousands carry the engine's units of 2⁻³⁶ FTE.
RELATIVE, PRINTED = 1e-9, 6e-10
# Of normal scores, a share of 6e-5 lies beyond four. Neighbouring quarters and totals go together.
LIMIT, SHARE_BEYOND = 4.0, 1e-4
# A surplus is the shortage less the gap, and often so rare that it has no standard error.
SCORED = [column for column in COLUMNS if column != "surplus_mean_fte"]
CENTRAL = {"demand_central_fte": 0, "supply_central_fte": 6, "gap_central_fte": 12}


def engine(staffcast, scenario, out):
    command = [staffcast, "run", scenario, "--charts", "none", "--out", out, "-q"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (table,) = Path(out).glob("*/tables/gap.csv")
    rows = {}
    with open(table, newline="") as file:
        for row in csv.DictReader(file):
            if row["period"] != "opening":
                rows.setdefault((row["facility"], row["role"]), []).append(row)
    return rows


def table(rows, places, groups, columns):
    """The engine's numbers in the peer's order."""
    value = lambda row, column: float(row[column] or 0)
    return np.array(
        [
            [[[value(row, column) for column in columns] for row in rows[place, group]] for group in groups]
            for place in places
        ]
    ).swapaxes(1, 2)


def peer(program, scenario, out, *words):
    subprocess.run([sys.executable, program, scenario, "--out", out, *words], check=True, stdout=subprocess.DEVNULL)
    return read_results(out)


def largest(name, off, places, groups, columns):
    place, row, group, column = np.unravel_index(np.argmax(off), off.shape)
    where = f"{columns[column]} of {groups[group]} at {places[place]}, quarter {row + 1}"
    print(f"  {name}: largest {off.max():.3g} ({where})")


def same(name, found, expected, places, groups, columns):
    """Within rounding, number by number."""
    relative = np.abs(found - expected) / np.maximum(np.abs(expected), 1e-300)
    beyond = np.maximum(np.abs(found - expected) - PRINTED, 0.0) / np.maximum(np.abs(expected), 1e-300)
    big = np.where(np.abs(expected) > 1.0, relative, 0.0)
    largest(f"{name}, relative deviation of numbers above 1", big, places, groups, columns)
    largest(f"{name}, absolute deviation", np.abs(found - expected), places, groups, columns)
    return bool((beyond <= RELATIVE).all())


def deviations(numbers, errors, expected, draws):
    """Differences in standard errors. The engine's draws are stratified: its error is at most the peer's."""
    scored = [COLUMNS.index(column) for column in SCORED[:-1]]
    scores = np.abs(numbers - expected)[..., scored] / (np.sqrt(2.0) * np.maximum(errors[..., scored], PRINTED))
    # Shares of both together, with one draw more: none in a thousand is not certainty.
    share, other = numbers[..., -1:] / 100, expected[..., -1:] / 100
    pooled = ((share + other) * draws + 1) / (2 * draws + 2)
    error = np.sqrt(2 * pooled * (1 - pooled) / draws)
    return np.concatenate([scores, np.abs(share - other) / error], axis=-1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("staffcast")
    parser.add_argument("generator")
    parser.add_argument("peer")
    parser.add_argument("--draws", type=int, default=4096)
    parser.add_argument("--facilities", type=int, default=12)
    words = parser.parse_args()
    sound = True
    with tempfile.TemporaryDirectory() as folder:

        def project(name, *options):
            command = [words.generator, "W1", "--facilities", str(words.facilities), "--individuals", "off", *options]
            subprocess.run([*command, "--out", f"{folder}/{name}"], check=True, stdout=subprocess.DEVNULL)
            return f"{folder}/{name}/scenarios/baseline.toml"

        print(f"{Path(words.peer).name}, {words.facilities} facilities")
        drawn = project("drawn", "--draws", str(words.draws))
        rows = engine(words.staffcast, drawn, f"{folder}/engine")
        places, groups, central = peer(words.peer, drawn, f"{folder}/central", "--central")
        columns = list(CENTRAL)
        found = table(rows, places, groups, columns)
        sound &= same("central case", central[..., list(CENTRAL.values())], found, places, groups, columns)

        certain = project("certain", "--draws", "16", "--certain")
        expected = engine(words.staffcast, certain, f"{folder}/certain_engine")
        expected = table(expected, places, groups, COLUMNS)
        _, _, without = peer(words.peer, certain, f"{folder}/without")
        sound &= same("every value certain", without, expected, places, groups, COLUMNS)

        _, _, both = peer(words.peer, drawn, f"{folder}/peer", "--errors")
        numbers, errors = both[..., : len(COLUMNS)], both[..., len(COLUMNS) :]
        expected = table(rows, places, groups, COLUMNS)
        together = [index for index, place in enumerate(places) if place == "*" or place.startswith("region:")]
        scores = deviations(numbers, errors, expected, words.draws)
        together = np.array([place == "*" or place.startswith("region:") for place in places])
        for name, chosen in [("regions and everything", together), ("facilities", ~together)]:
            part = scores[chosen]
            beyond = (part > LIMIT).mean()
            print(f"  {name}, {words.draws} draws: {part.size} numbers, a share of {beyond:.1e} beyond {LIMIT:.0f} errors")
            largest("standard errors", part, [place for place, one in zip(places, chosen) if one], groups, SCORED)
            sound &= bool(beyond <= SHARE_BEYOND)
    print("they agree" if sound else "THEY DISAGREE")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())

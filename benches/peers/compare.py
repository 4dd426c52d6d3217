"""The engine and its peers on the same projects, one after another: time, memory, nanoseconds for each cell.

    python compare.py STAFFCAST GENERATOR [--workloads W1 W2 W3 S1] [--repeats 5] [--scale 1] [--peer-facilities 408]

Prints a Markdown section. All programs run in turn (engine, NumPy, Numba, engine with other settings) and again, so that
what else the machine does meets all of them; figures are medians of the repeats, and ratios medians of each turn's own ratio. A
cell is a hospital × role × month × draw. Without NumPy, so that its memory is not taken for that of the programs it starts.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
# Name: options of the generator, hospitals, roles, draws. Months are 120.
WORKLOADS = {
    "W1": (["W1"], 12, 20, 10_000),
    "W2": (["W2"], 6_120, 20, 1_000),
    "W3": (["W3"], 1, 20, 1_000),
    "S1": (["W1", "--catalogue", "sample"], 12, 35, 10_000),
    "S2": (["W2", "--catalogue", "sample"], 6_120, 35, 1_000),
}
MONTHS = 120


def measured(command, environment=None):
    """Wall seconds, CPU seconds, peak megabytes, and what was printed."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as trouble:
        child = subprocess.Popen(command, stdout=out, stderr=trouble, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode()
        if child.returncode != 0:
            trouble.seek(0)
            sys.exit(f"{' '.join(map(str, command))}: exit code {child.returncode}\n{trouble.read().decode()}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024, "said": said}


class Engine:
    part = 1.0

    def __init__(self, name, staffcast, whole, causes=True):
        self.name, self.staffcast = name, staffcast
        said = {False: "false", True: "true"}
        self.settings = f'extends = "baseline"\n[uncertainty]\nindividuals = {said[whole]}\n'
        self.settings += "" if causes else "[output]\ncauses = false\n"

    def run(self, scenario, folder):
        out, own = folder / "run", scenario.parent / "measured.toml"
        own.write_text(self.settings)
        found = measured([self.staffcast, "run", own, "--charts", "none", "--out", out, "-q"])
        shutil.rmtree(out)
        return found


class Peer:
    def __init__(self, name, program, cache, words, part):
        self.name, self.program, self.words, self.part = name, HERE / program, words, part
        self.environment = os.environ | {"NUMBA_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, scenario, folder):
        command = [sys.executable, self.program, scenario, "--out", folder / "peer", *self.words]
        found = measured(command, self.environment)
        told = json.loads(found["said"])
        # Starting and reading are paid once, however large the part.
        for key, ready in [("wall", found["wall"] - told["forecast_s"]), ("cpu", told["ready_cpu_s"])]:
            found[key] = ready + (found[key] - ready) / self.part
        return found | {"ready": told["ready_s"]}


def contenders(name, words, cache):
    draws = WORKLOADS[name][3]
    engine = Engine("staffcast", words.staffcast, whole=False)
    others = [
        Engine("staffcast, causes left out", words.staffcast, whole=False, causes=False),
        Engine("staffcast, whole people", words.staffcast, whole=True),
    ]
    if name.startswith("S"):
        return [engine, *others]
    options, part = [], 1.0
    if name == "W2" and words.peer_facilities < words.facilities:
        options, part = ["--facilities", str(words.peer_facilities)], words.peer_facilities / words.facilities
    if name == "W1" and words.scale < 1:
        fewer = max(1, round(draws * words.scale))
        options, part = ["--draws", str(fewer)], fewer / draws
    peers = [("NumPy peer", "numpy_peer.py"), ("Numba peer", "numba_peer.py")]
    first, second = [Peer(peer, program, cache, options, part) for peer, program in peers]
    return [engine, first, second, *others]


def compiling(cache, scenario, folder):
    """Seconds that the Numba peer takes to compile, beyond a start with everything compiled."""
    peer = Peer("", "numba_peer.py", cache, [], 1.0)
    fresh, warm = (peer.run(scenario, folder)["ready"] for _ in range(2))
    return fresh - warm


def compare(name, words, folder, cache):
    options, facilities, roles, draws = WORKLOADS[name]
    if facilities > 12:
        facilities = words.facilities
        options = [*options, "--facilities", str(facilities)]
    project = folder / name
    subprocess.run([words.generator, *options, "--out", project], check=True, stdout=subprocess.DEVNULL)
    scenario = project / "scenarios" / "baseline.toml"
    cells = facilities * roles * MONTHS * draws
    programs = contenders(name, words, cache)
    found = [[] for _ in programs]
    for _ in range(words.repeats):
        for program, runs in zip(programs, found):
            runs.append(program.run(scenario, folder))
    shutil.rmtree(project)
    kind = "the sample's catalogue" if name.startswith("S") else "the plain catalogue"
    size = f"{facilities:,} hospitals, {roles} roles, {MONTHS} months, {draws:,} draws"
    print(f"\n**{name}**: {size}, {kind}: {cells:,} cells.\n")
    print("| program | wall s | CPU s | peak MB | ns a cell, wall | ns a cell, CPU | wall, times staffcast |")
    print("|---|---|---|---|---|---|---|")
    for program, runs in zip(programs, found):
        middle = {key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "peak")}
        times = statistics.median(run["wall"] / first["wall"] for run, first in zip(runs, found[0]))
        about = "≈ " if program.part < 1 else ""
        wall, cpu = (f"{about}{figures(middle[key])} | " for key in ("wall", "cpu"))
        each = " | ".join(f"{middle[key] / cells * 1e9:.1f}" for key in ("wall", "cpu"))
        print(f"| {program.name} | {wall}{cpu}{middle['peak']:.0f} | {each} | {about}{times:.2f} |", flush=True)
    part = min(program.part for program in programs)
    if part < 1:
        words = " ".join(programs[1].words)
        print(f"\n≈: measured on {part:.1%} of the cells ({words}) and extrapolated by cell, less the start.")


def figures(seconds):
    return f"{seconds:.2f}" if seconds < 100 else f"{seconds:.0f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("staffcast", type=Path)
    parser.add_argument("generator", type=Path, help="the built bench `workloads`")
    parser.add_argument("--workloads", nargs="+", default=["W1", "W2", "W3", "S1"], choices=WORKLOADS)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0, help="part of W1's draws that the peers run")
    parser.add_argument("--facilities", type=int, default=6_120, help="hospitals of W2 and S2")
    parser.add_argument("--peer-facilities", type=int, default=408, help="hospitals of W2 that the peers run")
    words = parser.parse_args()
    words.staffcast, words.generator = words.staffcast.resolve(), words.generator.resolve()
    version = subprocess.run([words.staffcast, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{version}, {os.cpu_count()} processors, medians of {words.repeats} runs.")
    print("A cell is a hospital × role × month × draw.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "compiled"
        if any(name.startswith("W") for name in words.workloads):
            subprocess.run([words.generator, "W3", "--out", folder / "small"], check=True, stdout=subprocess.DEVNULL)
            seconds = compiling(cache, folder / "small" / "scenarios" / "baseline.toml", folder)
            print(f"The Numba peer was compiled before, which takes {seconds:.0f} s.")
        for name in words.workloads:
            compare(name, words, folder, cache)


if __name__ == "__main__":
    main()

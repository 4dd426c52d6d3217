"""staffcast's model for a plain workload in Numba: compiled loops, blocks of draws spread over threads.

    python numba_peer.py SCENARIO [--draws N] [--facilities N] [--central] [--out FILE]

The loops within are over the draws of a block, so that the compiler makes vector instructions of them.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import get_num_threads, njit, prange

import command

# Draws of a block: a team's state stays in the nearest cache.
LANES = 64


@njit(cache=True, error_model="numpy", inline="always")
def areas(instants, first, in_use, ceiling, pace, start, late, out):
    """Integrals of the share in use from the opening to each instant, by lane. Instants are a month apart."""
    for lane in range(ceiling.shape[0]):
        scale, grown = ceiling[lane] / pace[lane], np.exp(pace[lane])
        odds = start / (ceiling[lane] - start)
        begun, runs = np.log(1.0 + odds), False
        for index in range(instants.shape[0]):
            age = instants[index] - late[lane] - first
            out[index, lane] = in_use * min(instants[index], 0.0)
            if age > 0.0:
                # Instants are a month apart, so that the odds grow by the same factor from one to the next.
                odds, runs = odds * (grown if runs else np.exp(age * pace[lane])), True
                out[index, lane] += scale * (np.log(1.0 + odds) - begun)


@njit(cache=True, error_model="numpy", inline="always")
def demands(steady, amounts, mean, realised, in_use, effects, rate, tied_rate, tied_to, posts):
    """Steady demand of a role by month and lane; `amounts` begins with the opening."""
    technologies, months, lanes = realised.shape
    before, anchor, others = np.ones(lanes), np.empty(lanes), np.empty(lanes)
    for technology in range(technologies):
        for lane in range(lanes):
            before[lane] *= 1.0 + effects[technology, lane] * in_use[technology]
    own_use = in_use[tied_to] if tied_to >= 0 else 0.0
    for lane in range(lanes):
        anchor[lane] = posts / (amounts[0, lane] * (rate[lane] + tied_rate[lane] * own_use))
    for month in range(months):
        for lane in range(lanes):
            others[lane] = 1.0 / before[lane]
        for technology in range(technologies):
            if technology != tied_to:
                for lane in range(lanes):
                    others[lane] *= 1.0 + effects[technology, lane] * realised[technology, month, lane]
        if tied_to < 0:
            for lane in range(lanes):
                steady[month, lane] = amounts[month + 1, lane] * anchor[lane] * rate[lane] * others[lane]
            continue
        # A technology's effects do not act on its own rows.
        for lane in range(lanes):
            own = effects[tied_to, lane]
            share = mean[tied_to, month, lane]
            plain = anchor[lane] * rate[lane] * others[lane] * (1.0 + own * realised[tied_to, month, lane])
            of_own = anchor[lane] * min(share, own_use) + max(share - own_use, 0.0)
            of_own *= tied_rate[lane] * others[lane] * (1.0 + own * own_use)
            steady[month, lane] = amounts[month + 1, lane] * (plain + of_own)


@njit(cache=True, error_model="numpy", inline="always")
def supplies(
    supply, in_post, posts, shares, lacking, first_year, later, retiring, ending, ended, leavers, fill, accept,
    productivity, graduating, source, hazard, training, done, working, target, begun, joining, into_months, into_done,
):  # fmt: skip
    """Productive staff of a role by month and lane. A source fills `begun` and `joining`; a target reads them."""
    months, lanes = supply.shape
    stay, gone = np.empty((3, lanes)), np.empty((3, lanes))
    newcomer, none, half = np.empty(lanes), np.empty(lanes), np.empty(lanes)
    classes, settled, total = np.empty((12, lanes)), np.empty(lanes), np.empty(lanes)
    stages = np.empty((3, lanes))
    before, under_way, due, usual = np.empty(lanes), np.zeros(lanes), np.empty(lanes), np.empty(lanes)
    newly, loss = np.empty(lanes), np.empty(lanes)
    usual_share, in_classes = 0.0, 0.0
    for age in range(12):
        usual_share += shares[age] * lacking[age]
        in_classes += shares[age]
    longest = 0.0
    for tenure in range(3):
        multiple = (first_year, 0.5 * (first_year + later), later)[tenure]
        for lane in range(lanes):
            all_hazards = leavers[lane] * multiple + retiring + hazard
            stay[tenure, lane] = np.exp(-all_hazards / 12.0)
            gone[tenure, lane] = (1.0 - stay[tenure, lane]) * hazard / all_hazards
    for lane in range(lanes):
        newcomer[lane] = np.exp(-(leavers[lane] * first_year + retiring) / 24.0)
        half[lane] = np.exp(-1.5 / fill[lane])
        none[lane] = half[lane] * half[lane]
        usual[lane] = 1.0 / (1.0 - (1.0 - productivity[lane]) * usual_share)
        for age in range(12):
            classes[age, lane] = in_post * shares[age]
        settled[lane] = in_post * (1.0 - in_classes)
        for stage in range(3):
            stages[stage, lane] = max(posts - in_post, 0.0) / 3.0
        before[lane] = in_post
        longest = max(longest, fill[lane])
    newest = 0
    for month in range(months):
        # `newest` is the place of the youngest class in the ring; the oldest becomes the youngest.
        newest = (newest + 11) % 12
        for lane in range(lanes):
            total[lane] = 0.0
            loss[lane] = 0.0
        for age in range(1, 12):
            place = (newest + age) % 12
            lack = lacking[age]
            if source:
                for lane in range(lanes):
                    under_way[lane] += classes[place, lane] * gone[0, lane]
                    begun[month, lane] += classes[place, lane] * gone[0, lane]
            for lane in range(lanes):
                left = classes[place, lane] * stay[0, lane]
                classes[place, lane] = left
                total[lane] += left
                loss[lane] += left * lack
        if source:
            for lane in range(lanes):
                moved = classes[newest, lane] * gone[1, lane] + settled[lane] * gone[2, lane]
                under_way[lane] += moved
                begun[month, lane] += moved
        for lane in range(lanes):
            settled[lane] = settled[lane] * stay[2, lane] + classes[newest, lane] * stay[1, lane]
            newly[lane] = graduating[lane] * ending[month]
        if source and month >= training:
            for lane in range(lanes):
                finished = begun[month - training, lane]
                under_way[lane] -= finished
                joining[month, lane] = finished * done[lane]
                settled[lane] += finished - joining[month, lane]
        if target:
            for lane in range(lanes):
                newly[lane] += joining[month, lane]
        # Who comes within the time that filling a post takes.
        for lane in range(lanes):
            total[lane] += settled[lane] + newly[lane]
            due[lane] = 0.0
        if ended[month + 2 + int(longest)] > ended[month + 1]:
            for lane in range(lanes):
                whole = int(fill[lane])
                at = month + 1 + whole
                coming = ended[at] - ended[month + 1] + (fill[lane] - whole) * ending[at]
                due[lane] = coming * graduating[lane]
        if target:
            for ahead in range(into_months):
                began = month + 1 + ahead - into_months
                if began >= 0:
                    for lane in range(lanes):
                        weight = min(max(fill[lane] - ahead, 0.0), 1.0)
                        due[lane] += begun[began, lane] * into_done[lane] * weight
        for lane in range(lanes):
            first, second, third = stages[0, lane], stages[1, lane], stages[2, lane]
            short = posts - total[lane] - (first + second + third) - due[lane]
            surplus, opened = max(-short, 0.0), max(short, 0.0)
            cancelled = min(surplus, first)
            first, surplus = first - cancelled, surplus - cancelled
            cancelled = min(surplus, second)
            second, surplus = second - cancelled, surplus - cancelled
            third -= min(surplus, third)
            events = 3.0 / fill[lane]
            one, two = none[lane] * events, none[lane] * events * events * 0.5
            half_one, half_two = half[lane] * events * 0.5, half[lane] * events * events * 0.125
            offers = first + second + third + opened
            stages[2, lane] = third * none[lane] + second * one + first * two + opened * half_two
            stages[1, lane] = second * none[lane] + first * one + opened * half_one
            stages[0, lane] = first * none[lane] + opened * half[lane]
            offers -= stages[0, lane] + stages[1, lane] + stages[2, lane]
            arrived = offers * accept[lane] * newcomer[lane]
            classes[newest, lane] = newly[lane] + arrived
            total[lane] += arrived
            lost = (loss[lane] + classes[newest, lane] * lacking[0]) * (1.0 - productivity[lane])
            after = (total[lane] - lost) * usual[lane] + under_way[lane] * working
            supply[month, lane] = 0.5 * (before[lane] + after)
            before[lane] = after


@njit(cache=True, parallel=True, error_model="numpy")
def compute(
    shape, place, technology, work, people, moves, growth, ceiling, pace, delay, site, effects, rate, tied_rate, leavers,
    fill, accept, productivity, completion, employed, move_done, out,
):  # fmt: skip
    """Fills `out` (demand, supply, shortage by row, role and draw)."""
    months, base_at, size = shape
    in_post, posts, part_of_all = place
    first, in_use, start = technology
    tied_of, tied_to = work
    first_year, later, retiring, shares, lacking, ending, ended = people
    order, source_of, target_of, hazard, training, working = moves
    draws, technologies = growth.shape[1], first.shape[0]
    for number in prange((draws + LANES - 1) // LANES):
        begin = number * LANES
        end = min(begin + LANES, draws)
        lanes = end - begin
        mean, realised = np.empty((technologies, months, lanes)), np.empty((technologies, months, lanes))
        edges, middles = np.empty((months + 1, lanes)), np.empty((months + 12, lanes))
        whole, between = np.arange(0.0, months + 1.0), np.arange(-11.5, months + 0.5)
        late = np.empty(lanes)
        for index in range(technologies):
            for lane in range(lanes):
                late[lane] = delay[index, begin + lane] + site[index, begin + lane]
            high, speed = ceiling[index, begin:end], pace[index, begin:end]
            if index in tied_to:
                areas(whole, first[index], in_use[index], high, speed, start[index], late, edges)
            areas(between, first[index], in_use[index], high, speed, start[index], late, middles)
            for month in range(months):
                for lane in range(lanes):
                    mean[index, month, lane] = edges[month + 1, lane] - edges[month, lane]
                    realised[index, month, lane] = (middles[month + 12, lane] - middles[month, lane]) / 12.0
        amounts = np.empty((months + 1, lanes))
        for lane in range(lanes):
            speed = np.log(1.0 + growth[0, begin + lane]) / 12.0
            grown = (np.exp(speed) - 1.0) / speed if abs(speed) > 1e-9 else 1.0
            amounts[0, lane] = size * np.exp(-speed * base_at)
            for month in range(months):
                amounts[month + 1, lane] = size * np.exp(speed * (month - base_at)) * grown
        steady, supply, graduating = np.empty((months, lanes)), np.empty((months, lanes)), np.empty(lanes)
        pairs = hazard.shape[0]
        begun, joining = np.zeros((pairs, months, lanes)), np.zeros((pairs, months, lanes))
        nothing, nobody = np.zeros((months, lanes)), np.zeros(lanes)
        for role in order:
            tied = tied_of[role]
            own_rate = tied_rate[tied, begin:end] if tied >= 0 else nobody
            demands(
                steady, amounts, mean, realised, in_use, effects[:, role, begin:end], rate[role, begin:end], own_rate,
                tied_to[tied] if tied >= 0 else -1, posts[role],
            )  # fmt: skip
            for lane in range(lanes):
                graduating[lane] = completion[role, begin + lane] * employed[role, begin + lane] * part_of_all[role]
            source, target = source_of[role], target_of[role]
            pair = max(source, target)
            supplies(
                supply, in_post[role], posts[role], shares[role], lacking[role], first_year[role], later[role],
                retiring[role], ending[role], ended[role], leavers[role, begin:end], fill[role, begin:end],
                accept[role, begin:end], productivity[role, begin:end], graduating,
                source >= 0, hazard[source] if source >= 0 else 0.0, training[source] if source >= 0 else 0,
                move_done[source, begin:end] if source >= 0 else nobody, working[source] if source >= 0 else 0.0,
                target >= 0, begun[pair] if pair >= 0 else nothing, joining[pair] if pair >= 0 else nothing,
                training[target] if target >= 0 else 0, move_done[target, begin:end] if target >= 0 else nobody,
            )  # fmt: skip
            for row in range(months // 3):
                for lane in range(lanes):
                    needed, there, short = 0.0, 0.0, 0.0
                    for month in range(3 * row, 3 * row + 3):
                        needed += steady[month, lane]
                        there += supply[month, lane]
                        short += max(steady[month, lane] - supply[month, lane], 0.0)
                    out[0, row, role, begin + lane] = needed / 3.0
                    out[1, row, role, begin + lane] = there / 3.0
                    out[2, row, role, begin + lane] = short / 3.0


def forecast(project, facility, values):
    """Demand, supply and shortage by row, role and draw."""
    roles, draws = len(project.roles), values["growth"].shape[1]
    number = lambda indices: np.array([list(indices).index(role) if role in indices else -1 for role in range(roles)])
    sources = list(project.move_from)
    # Who moves is known before those are projected who are joined.
    order = np.array(sources + [role for role in range(roles) if role not in sources])
    ended = np.concatenate([np.zeros((roles, 1)), project.ending.cumsum(axis=1)], axis=1)
    out = np.empty((3, project.rows, roles, draws))
    effects = values["effects"].reshape(len(project.go_live), roles, draws)
    names = ["rate", "tied_rate", "leavers", "fill", "accept", "productivity", "completion", "employed", "move_done"]
    compute(
        (project.months, project.base_at, project.size[facility]),
        (project.in_post[facility], project.establishment[facility], project.part_of_all[facility]),
        (np.where(project.ahead, project.go_live, 0.0), project.in_use, project.start_share),
        (number(project.tied_role), project.tied_to),
        (project.first_year, project.later, project.retiring, project.classes, project.lacking, project.ending, ended),
        (order, number(project.move_from), number(project.move_to), project.move_hazard, project.move_months,
         project.move_working),
        *(values[name] for name in ["growth", "ceiling", "pace", "delay", "site"]),
        effects, *(values[name] for name in names), out,
    )  # fmt: skip
    return out


if __name__ == "__main__":
    command.main(forecast, warm_up=True, pool=ThreadPoolExecutor(get_num_threads()))

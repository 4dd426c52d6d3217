"""staffcast's model for a plain workload in NumPy: one facility after another, vectors over roles and draws.

    python numpy_peer.py SCENARIO [--draws N] [--facilities N] [--central] [--out FILE]
"""

import numpy as np

import command

# Draws that are computed together: the state of a team then stays in the cache.
BLOCK = 1024


def forecast(project, facility, values):
    """Demand, supply and shortage by row, role and draw."""
    draws = values["growth"].shape[1]
    parts = [
        block(project, facility, {name: value[:, at : at + BLOCK] for name, value in values.items()})
        for at in range(0, draws, BLOCK)
    ]
    return np.concatenate(parts, axis=3)


def block(project, facility, values):
    demand = demands(project, facility, values)
    supply = supplies(project, facility, values)
    shortage = np.maximum(demand - supply, 0.0)
    monthly = np.stack([demand, supply, shortage])
    kinds, months, roles, draws = monthly.shape
    return monthly.reshape(kinds, months // 3, 3, roles, draws).mean(axis=2)


def adoption(project, values):
    """By technology, month and draw: the month's mean share in use, and the share realised over the past twelve months."""
    months = project.months
    first = np.where(project.ahead, project.go_live, 0.0)[:, None]
    delay = values["delay"] + values["site"]
    ceiling, pace = values["ceiling"], values["pace"]
    start = project.start_share[:, None]
    # The start lies so far before the midpoint of the curve.
    midpoint = first + np.log(ceiling / start - 1.0) / pace
    scale = ceiling / pace

    def area(instants):
        """Integral of the share in use from the opening on."""
        at = instants[None, :, None]
        clock = np.maximum(at - delay[:, None], first[:, None])
        risen = np.log1p(np.exp((clock - midpoint[:, None]) * pace[:, None]))
        begun = np.log1p(np.exp((first - midpoint) * pace))
        return scale[:, None] * (risen - begun[:, None]) + project.in_use[:, None, None] * np.minimum(at, 0.0)

    mean = np.diff(area(np.arange(months + 1.0)), axis=1)
    middles = area(np.arange(-12, months) + 0.5)
    return mean, (middles[:, 12:] - middles[:, :-12]) / 12.0


def demands(project, facility, values):
    """Steady demand by month, role and draw: work there is, scaled to the establishment, and new work."""
    months, tied = project.months, project.tied_role
    mean, realised = adoption(project, values)
    growth = np.log1p(values["growth"])[0]
    size = project.size[facility]
    level = lambda month: size * np.exp(growth * (month - project.base_at) / 12.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        stretch = np.where(growth == 0.0, 1.0, np.expm1(growth / 12.0) / (growth / 12.0))
    roles, draws = len(project.roles), growth.shape[0]
    effects = values["effects"].reshape(len(project.go_live), roles, draws)
    before = 1.0 + effects * project.in_use[:, None, None]
    all_before, own_before = before.prod(axis=0), before[project.tied_to, tied]
    rate, tied_rate = values["rate"], values["tied_rate"]
    in_use = project.in_use[project.tied_to][:, None]
    opening = rate.copy()
    opening[tied] += tied_rate * in_use
    anchor = project.establishment[facility][:, None] / (opening * level(0.0))
    demand = np.empty((months, roles, draws))
    changes = np.empty_like(effects)
    for month in range(months):
        np.multiply(effects, realised[:, month, None], out=changes)
        changes += 1.0
        factor = changes.prod(axis=0) / all_before
        amount = level(month) * stretch
        steady = anchor * rate * factor
        # A technology's effects do not act on its own rows.
        share = mean[project.tied_to, month]
        existing, new = np.minimum(share, in_use), np.maximum(share - in_use, 0.0)
        others = factor[tied] * own_before / changes[project.tied_to, tied]
        steady[tied] += tied_rate * others * (anchor[tied] * existing + new)
        demand[month] = steady * amount
    return demand


def supplies(project, facility, values):
    """Productive staff by month, role and draw: means of opening and closing."""
    months, roles = project.months, len(project.roles)
    draws = values["growth"].shape[1]
    column = lambda list: np.asarray(list, dtype=float)[:, None]
    moving = np.zeros(roles)
    moving[project.move_from] = project.move_hazard
    leaving, retiring = values["leavers"], column(project.retiring)
    relative = [project.first_year, 0.5 * (project.first_year + project.later), project.later]
    hazards = [leaving * column(multiple) + retiring + column(moving) for multiple in relative]
    stay = [np.exp(-hazard / 12.0) for hazard in hazards]
    newcomer = np.exp(-(leaving * column(project.first_year) + retiring) / 24.0)
    movers = project.move_from
    moves = [(1.0 - kept[movers]) * column(project.move_hazard) / all[movers] for kept, all in zip(stay, hazards)]

    events = 3.0 / values["fill"]
    none = np.exp(-events)
    one, two = none * events, none * events * events * 0.5
    half_none = np.exp(-0.5 * events)
    half_one, half_two = half_none * 0.5 * events, half_none * events * events * 0.125

    in_post, posts = column(project.in_post[facility]), column(project.establishment[facility])
    # A ring of months of tenure; `newest` is the place of those who joined last.
    classes = np.repeat((in_post * project.classes).T[:, :, None], draws, axis=2)
    newest = 0
    order = np.arange(12)
    classes = classes[(newest - order) % 12]
    settled = np.broadcast_to(in_post * (1.0 - column(project.classes.sum(axis=1))), (roles, draws)).copy()
    recent = classes.sum(axis=0)
    total = recent + settled
    stages = [np.repeat(np.maximum(posts - in_post, 0.0) / 3.0, draws, axis=1) for _ in range(3)]

    lost = 1.0 - values["productivity"]
    usual = 1.0 - lost * column((project.classes * project.lacking).sum(axis=1))
    graduates = column(project.part_of_all[facility]) * values["completion"] * values["employed"]
    ended = np.concatenate([np.zeros((roles, 1)), project.ending.cumsum(axis=1)], axis=1)
    whole = values["fill"].astype(np.int64)
    part = values["fill"] - whole
    longest = int(whole.max()) + 1
    begun = np.zeros((months, len(movers), draws))
    under_way = np.zeros((len(movers), draws))

    supply = np.empty((months, roles, draws))
    before = total.copy()
    for month in range(months):
        # Exits; the oldest of the first year pass into the second within the month.
        oldest = (newest + 1) % 12
        passing = classes[oldest].copy()
        younger = recent - passing
        gone = younger[movers] * moves[0] + passing[movers] * moves[1] + settled[movers] * moves[2]
        classes *= stay[0]
        settled = settled * stay[2] + passing * stay[1]
        recent = younger * stay[0]
        newest = oldest
        # Graduates; people retrained, of whom some return to the work that they know.
        joining = graduates * project.ending[:, month, None]
        begun[month] = gone
        under_way += gone
        for index, (source, target) in enumerate(zip(movers, project.move_to)):
            if (began := month - project.move_months[index]) >= 0:
                ending = begun[began, index]
                done = ending * values["move_done"][index]
                under_way[index] -= ending
                joining[target] += done
                settled[source] += ending - done
        recent += joining
        total = recent + settled
        # Requisitions, less who comes within the time that filling a post takes.
        due = np.zeros((roles, draws))
        for role in np.flatnonzero(project.ending[:, month + 1 : month + 1 + longest].any(axis=1)):
            at = month + 1 + whole[role]
            coming = ended[role].take(at) - ended[role, month + 1] + part[role] * project.ending[role].take(at)
            due[role] = coming * graduates[role]
        for index, target in enumerate(project.move_to):
            for ahead in range(project.move_months[index]):
                began = month + 1 + ahead - project.move_months[index]
                if began >= 0:
                    weight = np.clip(values["fill"][target] - ahead, 0.0, 1.0)
                    due[target] += begun[began, index] * values["move_done"][index] * weight
        standing = stages[0] + stages[1] + stages[2]
        wanted = posts - total - standing - due
        surplus = np.maximum(-wanted, 0.0)
        opened = np.maximum(wanted, 0.0)
        for index in range(3):
            cancelled = np.minimum(surplus, stages[index])
            surplus -= cancelled
            stages[index] = stages[index] - cancelled
        first, second, third = stages
        offers = first + second + third + opened
        stages = [
            first * none + opened * half_none,
            second * none + first * one + opened * half_one,
            third * none + second * one + first * two + opened * half_two,
        ]
        offers -= stages[0] + stages[1] + stages[2]
        # Arrivals, who may leave in their first half month.
        arrived = offers * values["accept"] * newcomer
        classes[newest] = joining + arrived
        recent += arrived
        total = total + arrived
        weights = project.lacking.T[(newest - order) % 12]
        loss = lost * np.einsum("ar,arn->rn", weights, classes)
        after = (total - loss) / usual
        np.add.at(after, movers, under_way * column(project.move_working))
        supply[month] = 0.5 * (before + after)
        before = after
    return supply


if __name__ == "__main__":
    command.main(forecast)

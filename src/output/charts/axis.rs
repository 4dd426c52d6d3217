//! Where things go along an axis: round tick values, period labels that never overlap, labels pushed apart.
//!
//! Left out: drawing.

use crate::output::rounded;

/// An axis of numbers with round values along it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ticks {
    /// Low end, a round value at or below everything shown.
    pub low: f64,
    /// High end, a little above everything shown.
    pub high: f64,
    /// From one round value to the next.
    step: f64,
    /// Decimals a label needs.
    places: usize,
}

impl Ticks {
    /// An axis from `low` to `high` with about `wished` steps of 1, 2 or 5 times a power of ten.
    pub(super) fn spanning(low: f64, high: f64, wished: usize) -> Self {
        // A span that is nothing beside the numbers themselves would give ticks that cannot be told apart.
        let least = (low.abs().max(high.abs()) * 1e-6).max(1e-6);
        let span = match high - low {
            enough if enough > least => enough,
            _ if high == 0.0 => 1.0,
            _ => (high.abs() * 0.1).max(least),
        };
        let rough = span / wished.max(1) as f64;
        let unit = 10_f64.powf(rough.log10().floor());
        let steps = [1.0, 2.0, 5.0].map(|times| times * unit);
        let step = steps.into_iter().find(|step| *step >= rough * 0.8).unwrap_or(10.0 * unit);
        let places = (-step.log10()).ceil().clamp(0.0, 9.0) as usize;
        // An end on a round value stays there; a high end between two gets a little air.
        let high = high.max(low + span);
        let above = (high / step - 1e-9).ceil() * step;
        let high = if above - high < 0.3 * step { above } else { high + 0.04 * span };
        Self { low: (low / step + 1e-9).floor() * step, high, step, places }
    }

    /// The round values, lowest first.
    pub(super) fn values(self) -> impl Iterator<Item = f64> {
        let first = (self.low / self.step).round();
        let count = ((self.high - self.low) / self.step + 1e-6).floor().max(0.0) as u32;
        (0..=count).map(move |number| (first + f64::from(number)) * self.step)
    }

    /// What is written at a round value.
    pub(super) fn label(self, value: f64) -> String {
        rounded::decimals(value, self.places)
    }

    /// Where `value` lies between `bottom` (the low end) and `top`.
    pub(super) fn place(self, value: f64, bottom: f64, top: f64) -> f64 {
        bottom + (top - bottom) * ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// A run of periods that begin alike, such as the four quarters of 2027.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// What they have in common.
    pub name: String,
    /// Index of the first.
    pub first: usize,
    /// Index of the last.
    pub last: usize,
}

/// Period labels on one line, or on two where neighbours begin alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Periods {
    /// What is left of each label without its group; all of it where there are no groups.
    pub short: Vec<String>,
    /// Empty where a second line would say nothing.
    pub groups: Vec<Group>,
}

impl Periods {
    /// Parts labels such as `2027-Q1` into `Q1` under `2027`.
    pub(super) fn of<'a>(labels: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut short = Vec::new();
        for (index, label) in labels.clone().enumerate() {
            let parted = label.rsplit_once(['-', ' ']).filter(|(name, rest)| !name.is_empty() && !rest.is_empty());
            let (name, rest) = parted.unwrap_or((label, ""));
            short.push(rest.to_owned());
            match groups.last_mut() {
                Some(group) if group.name == name && parted.is_some() => group.last = index,
                _ => groups.push(Group { name: name.to_owned(), first: index, last: index }),
            }
        }
        if groups.iter().any(|group| group.last > group.first) {
            return Self { short, groups };
        }
        Self { short: labels.map(str::to_owned).collect(), groups: Vec::new() }
    }
}

/// Which labels to show so that none comes closer than `apart` to the next: every one, every second, every third …
pub(super) fn thinned(centres: &[f64], widths: &[f64], apart: f64) -> Vec<usize> {
    let clear = |shown: &[usize]| {
        shown.windows(2).all(|pair| {
            let (one, next) = (pair[0], pair[1]);
            centres[one] + widths[one] / 2.0 + apart <= centres[next] - widths[next] / 2.0
        })
    };
    let count = centres.len().min(widths.len());
    let every = |step: usize| (0..count).step_by(step).collect::<Vec<_>>();
    (1..=count).map(every).find(|shown| clear(shown)).unwrap_or_default()
}

/// Moves boxes of `height` as little as needed so that none overlaps another; `wished` are their middles.
/// They stay between `top` and `bottom` where there is room for all.
pub(super) fn spread(wished: &[f64], height: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.sort_by(|one, other| wished[*one].total_cmp(&wished[*other]));
    let mut places: Vec<f64> = order.iter().map(|index| wished[*index]).collect();
    // Two boxes that meet share the way; a box at the edge gives all of it to its neighbours.
    for _ in 0..4 * places.len() {
        for next in 1..places.len() {
            let overlap = height - (places[next] - places[next - 1]);
            if overlap > 0.0 {
                places[next - 1] -= overlap / 2.0;
                places[next] += overlap / 2.0;
            }
        }
    }
    let mut least = top + height / 2.0;
    for place in &mut places {
        *place = place.max(least);
        least = *place + height;
    }
    let mut most = bottom - height / 2.0;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - height;
    }
    let mut out = vec![0.0; wished.len()];
    for (index, place) in order.into_iter().zip(places) {
        out[index] = place;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_span_everything() {
        let ticks = Ticks::spanning(0.0, 48.0, 5);
        assert_eq!(ticks.values().collect::<Vec<_>>(), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
        assert_eq!(ticks.place(25.0, 100.0, 0.0), 50.0);
        let small = Ticks::spanning(0.0, 0.9, 5);
        assert_eq!(
            small.values().map(|value| small.label(value)).collect::<Vec<_>>(),
            ["0.0", "0.2", "0.4", "0.6", "0.8"]
        );
    }

    #[test]
    fn no_room_is_wasted_above() {
        let ticks = Ticks::spanning(0.0, 61.6, 6);
        assert!(ticks.high < 66.0 && ticks.values().last() == Some(60.0), "{ticks:?}");
    }

    #[test]
    fn ticks_survive_extremes() {
        for (low, high) in [(0.0, 0.0), (-5.0, -5.0), (-1e14, 1e14), (9e14, 9e14), (0.0, 1e-7), (1e9, 1e9 + 0.1)] {
            let ticks = Ticks::spanning(low, high, 6);
            assert!(ticks.low <= low && ticks.high >= high && ticks.high > ticks.low, "{low} {high} {ticks:?}");
            assert!((2..=12).contains(&ticks.values().count()), "{low} {high} {ticks:?}");
        }
    }

    #[test]
    fn quarters_stand_under_their_year() {
        let periods = Periods::of(["2026-Q3", "2026-Q4", "2027-Q1"].into_iter());
        assert_eq!(periods.short, ["Q3", "Q4", "Q1"]);
        assert_eq!(periods.groups.len(), 2);
        assert_eq!(periods.groups[0], Group { name: "2026".into(), first: 0, last: 1 });
    }

    #[test]
    fn years_need_no_second_line() {
        let periods = Periods::of(["2026", "2027"].into_iter());
        assert_eq!((periods.short.len(), periods.groups.len()), (2, 0));
        let whole = Periods::of(["2026-Q4"].into_iter());
        assert_eq!(whole.short, ["2026-Q4"]);
    }

    #[test]
    fn shown_labels_never_overlap() {
        let centres: Vec<f64> = (0..40).map(|number| f64::from(number) * 7.0).collect();
        let shown = thinned(&centres, &[30.0; 40], 4.0);
        assert_eq!(shown[..3], [0, 5, 10]);
        assert_eq!(thinned(&[1.0], &[500.0], 4.0), [0]);
        assert!(thinned(&[], &[], 4.0).is_empty());
    }

    #[test]
    fn boxes_are_pushed_apart_and_kept_inside() {
        let places = spread(&[50.0, 52.0, 51.0], 10.0, 0.0, 100.0);
        assert!(places[2] - places[0] >= 9.999 && places[1] - places[2] >= 9.999, "{places:?}");
        let low = spread(&[99.0, 99.0], 10.0, 0.0, 100.0);
        assert_eq!(low, [85.0, 95.0]);
        assert_eq!(spread(&[20.0, 80.0], 10.0, 0.0, 100.0), [20.0, 80.0]);
    }
}

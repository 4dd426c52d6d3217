//! What technologies make of other work.

use super::*;

fn factor_of(parts: &[(f64, (f64, Vec<f64>))]) -> (f64, Vec<f64>) {
    let values: Vec<Lanes<1>> = parts.iter().map(|(change, _)| Lanes([*change])).collect();
    let responses: Vec<_> = parts.iter().map(|(_, response)| response.clone()).collect();
    let count = responses[0].1.len();
    let responses = filled(&responses, count);
    let factor = Factor { parts: (0..parts.len()).map(|index| (Slot(index as u32), index)).collect() };
    let mut months = vec![Lanes::ZERO; count];
    let opening = crate::demand::factors::factor(&factor, &values, &responses, &mut months);
    (opening.0[0], months.iter().map(|month| month.0[0]).collect())
}

/// `design` section 4: Π (1 + c·R)/(1 + c·R at the opening); what was realised by then is in the staff of the opening.
#[test]
fn an_effect_counts_from_what_was_realised_at_the_opening() {
    let (opening, months) = factor_of(&[(-0.3, (0.5, vec![0.5, 0.75, 1.0, 0.25]))]);
    assert_eq!(opening, 1.0);
    for (found, expected) in months.iter().zip([1.0, 0.775 / 0.85, 0.7 / 0.85, 0.925 / 0.85]) {
        close(*found, expected);
    }
}

/// methods.md 2.5: effects multiply. 40 % and 50 % saved leave 30 %, not 10 %.
#[test]
fn effects_multiply() {
    let (_, months) = factor_of(&[(-0.4, (0.0, vec![1.0])), (-0.5, (0.0, vec![1.0]))]);
    close(months[0], 0.3);
    let both = Work { factors: vec![0, 1], players: players(), ..per_driver(0, 0) };
    let mut setting = Setting::new(&[0.1], &[(100.0, 100.0)], &[]);
    setting.factors = vec![(1.0, vec![0.6]), (1.0, vec![0.5])];
    close(setting.steady_of(&role(vec![both], None)).1, 3.0);
}

fn players() -> Players {
    Players { factors: vec![2, 3], ..per_driver(0, 0).players }
}

/// methods.md 2.5: displaced and created are different people. Work of 10 loses 40 % to one technology and wins a tenth
/// of the rest by another.
#[test]
fn what_is_saved_and_what_is_added_are_told_apart() {
    let both = Work { factors: vec![0, 1], players: players(), ..per_driver(0, 0) };
    let mut setting = Setting::new(&[0.1], &[(100.0, 100.0)], &[]);
    setting.factors = vec![(1.0, vec![0.6]), (1.0, vec![1.1])];
    let demand = setting.run(&role(vec![both], Some(10.0)));
    let piece = demand.story.parts[3 + ROW];
    close(piece.fte.0[0], 6.6);
    close(piece.displaced.0[0], 4.0);
    close(piece.created.0[0], 0.6);
    close(piece.fte.0[0] + piece.displaced.0[0] - piece.created.0[0], 10.0);
}

/// Effects act on existing work as the anchor scales it, and on new work as the ratios say.
#[test]
fn effects_act_on_existing_and_new_work_alike() {
    let work = Work { factors: vec![0], players: players(), ..in_use(0, 0, 0) };
    let mut setting = Setting::new(&[0.1], &[(100.0, 100.0)], &[(0.5, 0.8)]);
    setting.factors = vec![(1.0, vec![0.9])];
    // Work of 5 staffed with 10: k = 2.
    close(setting.steady_of(&role(vec![work], Some(10.0))).1, 0.9 * (10.0 + 3.0));
}

/// Parts of a row are sums over its months, and the opening's those of one instant.
#[test]
fn parts_are_summed_over_the_months_of_a_row() {
    let both = Work { factors: vec![0], players: players(), ..per_driver(0, 0) };
    let mut setting = Setting::new(&[0.1], &[], &[]);
    setting.drivers = vec![(100.0, vec![100.0, 110.0, 120.0])];
    setting.factors = vec![(1.0, vec![0.9, 0.8, 1.2])];
    setting.row_months = vec![2, 1];
    let parts = setting.run(&role(vec![both], None)).story.parts;
    let told = |row: usize| [parts[row * 3 + ROW].fte, parts[row * 3 + ROW].displaced, parts[row * 3 + ROW].created];
    for (row, expected) in [[10.0, 0.0, 0.0], [9.0 + 8.8, 1.0 + 2.2, 0.0], [14.4, 0.0, 2.4]].into_iter().enumerate() {
        told(row).iter().zip(expected).for_each(|(found, expected)| close(found.0[0], expected));
    }
}

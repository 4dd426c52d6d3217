//! The forecast in outline, as terminal and report show it: role by role in the last period, and what it rests on.

use super::rounded::percent;
use super::{Table, TableSet};
use crate::domain::Case;

/// A role over all facilities (or all roles together) in the table `gap`.
pub struct RoleLine<'a> {
    /// Its code; `*` for all roles.
    pub code: &'a str,
    /// Its name for people.
    pub label: String,
    /// The row of the opening.
    pub opening: usize,
    /// The row of the last period; the periods stand between the two.
    pub row: usize,
    /// Since when half of the futures have been short without a break, to the end.
    pub short_since: Option<&'a str>,
}

/// Every role over all facilities, and all roles together.
pub fn role_lines<'a>(case: &Case, gap: &'a Table) -> (Vec<RoleLine<'a>>, Option<RoleLine<'a>>) {
    let (facilities, roles) = (gap.texts("facility"), gap.texts("role"));
    let mut lines: Vec<RoleLine<'a>> = Vec::new();
    // Rows of one role follow each other in time, the opening first.
    for row in (0..gap.len()).filter(|&row| facilities[row] == *"*" && !roles[row].starts_with("family:")) {
        let code = &roles[row];
        if lines.last().is_none_or(|line| line.code != code) {
            let label = case.roles.iter().find(|role| role.id.as_str() == code);
            let label = label.map_or_else(|| "all roles".to_owned(), |role| role.label.clone());
            lines.push(RoleLine { code, label, opening: row, row, short_since: None });
        }
        if let Some(line) = lines.last_mut() {
            line.row = row;
            let short = gap.number("prob_shortage_pct", row).is_some_and(|chance| chance >= 50.0);
            let period = if row == line.opening { "now" } else { gap.text("period", row) };
            line.short_since = if short { line.short_since.or(Some(period)) } else { None };
        }
    }
    let total = lines.iter().position(|line| line.code == "*").map(|index| lines.remove(index));
    (lines, total)
}

/// That the run does not tell what gaps are made of, and why; nothing where it does.
pub fn causes_left_out(case: &Case) -> Option<&'static str> {
    let words = "What gaps and demand are made of, and what that rests on, was left out: the scenario says [output] causes = false.";
    (!case.settings.causes).then_some(words)
}

/// How much of what moves the gap rests on judgement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnJudgement {
    /// Percent of the sizes of all causes; 0 where nothing moves.
    pub share_pct: f64,
    /// Assumptions that are judgement.
    pub judged: f64,
    /// All assumptions.
    pub assumptions: f64,
    /// Those that are staffcast's own defaults, whatever their basis.
    pub defaults: f64,
}

impl OnJudgement {
    /// Of the table `basis`.
    pub fn of(set: &TableSet) -> Option<Self> {
        let basis = set.get("basis")?;
        let sum = |column: &str, counts: &dyn Fn(usize) -> bool| {
            (0..basis.len()).filter(|&row| counts(row)).filter_map(|row| basis.number(column, row)).sum::<f64>()
        };
        let is_judged = |row: usize| basis.text("basis", row) == "judgement";
        Some(Self {
            share_pct: sum("share_pct", &is_judged),
            judged: sum("assumptions", &is_judged),
            assumptions: sum("assumptions", &|_| true),
            defaults: sum("assumptions", &|row| basis.text("given", row) == "default"),
        })
    }

    /// In a sentence without its full stop.
    pub fn sentence(&self) -> String {
        format!(
            "Of the FTE that move the gap, {} rest on judgement ({} of {} assumed values do; {} are staffcast's own defaults)",
            percent(self.share_pct),
            self.judged,
            self.assumptions,
            self.defaults
        )
    }
}

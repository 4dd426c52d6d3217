//! How uncertain values go together.

use super::super::{Kind, Number, TableSpec};
use super::columns::*;

pub(super) static CORRELATIONS: TableSpec = TableSpec {
    name: "correlations",
    meaning: "Pairs of uncertain values whose luck goes together. Only the part of their luck that all facilities share does.",
    required: false,
    key: &["a", "b"],
    columns: &[
        column(
            "a",
            Kind::Selector,
            true,
            "",
            "One value, as `table.column[key=value,…]`; a key that is not named means every, and each of them is correlated.",
        ),
        column("b", Kind::Selector, true, "", "The other value; the same as `a` means each pair among them."),
        needed("spearman_rho", Number::between(-1.0, 1.0), "", "Rank correlation (Spearman's), from -1 to 1."),
        SOURCE,
        BASIS,
        NOTE,
    ],
};

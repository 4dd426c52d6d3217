//! What there is: roles, facilities, technologies, drivers.

use super::super::{Classification, Number, TableSpec};
use super::columns::*;

pub(super) static ROLES: TableSpec = TableSpec {
    name: "roles",
    meaning: "The roles that are forecast, and those from which people may retrain.",
    required: true,
    key: &["role"],
    columns: &[
        code("role", "Code of the role."),
        text("label", "Name of the role for people."),
        group("family", "Code of the family that the role belongs to, such as `interoperability`."),
        occupation(
            "soc_code",
            Classification::Soc,
            "Occupation code (SOC 2018), such as `15-1212`; names the published default rates.",
        ),
        occupation(
            "isco_code",
            Classification::Isco,
            "Occupation code (ISCO-08 unit group), such as `2512`; where soc_code is blank, the published crosswalk leads from it to the default rates if it leads to one occupation.",
        ),
        text("aliases", "Other names of the role in exports, separated by `;`; read as the role."),
        number(
            "hours_per_week",
            Number { above_minimum: true, ..Number::between(0.0, 84.0) },
            "hours",
            "Contracted hours of one FTE; needed where posts must be covered round the clock and where work is in minutes.",
        ),
        number(
            "fte_per_head",
            Number { above_minimum: true, ..Number::between(0.0, 1.5) },
            "FTE",
            "Contracted FTE of one person, where staff.csv gives no headcount; blank: 1.",
        ),
        choice(
            "scope",
            SCOPE_WORDS,
            false,
            "`forecast` or blank: demand, supply and gap. `source`: supply only, such as nurses who may retrain.",
        ),
        NOTE,
    ],
};

pub(super) static FACILITIES: TableSpec = TableSpec {
    name: "facilities",
    meaning: "The places that have activity, employ staff, or both.",
    required: true,
    key: &["facility"],
    columns: &[
        code("facility", "Code of the facility."),
        text("label", "Name of the facility for people."),
        group("type", "Kind of facility, such as `teaching` or `shared_services`."),
        group("region", "Code of the region that totals are made for."),
        group("peer_group", "Facilities of one peer group are compared with each other."),
        NOTE,
    ],
};

pub(super) static TECHNOLOGIES: TableSpec = TableSpec {
    name: "technologies",
    meaning: "The technologies whose adoption moves work.",
    required: true,
    key: &["technology"],
    columns: &[
        code("technology", "Code of the technology."),
        text("label", "Name of the technology for people."),
        group("family", "Family of the technology, such as `telemedicine`."),
        NOTE,
    ],
};

pub(super) static DRIVERS: TableSpec = TableSpec {
    name: "drivers",
    meaning: "The quantities that work scales with.",
    required: true,
    key: &["driver"],
    columns: &[
        code("driver", "Code of the driver."),
        text("label", "Name of the driver for people."),
        choice(
            "kind",
            &["stock", "flow"],
            true,
            "A stock is given as its average in the period, a flow as its sum; rates on a flow are per unit a year.",
        ),
        text("unit", "What is counted, such as `beds` or `visits`."),
        refer_or_blank(
            "estimate_from",
            "drivers",
            "Another driver that this one is taken from at facilities where it has no activity of its own.",
        ),
        number(
            "estimate_rate",
            Number::positive().uncertain(),
            "units per unit",
            "Units of this driver for one unit of the other (a flow counts as its rate a year).",
        ),
        RANGE,
        DISTRIBUTION,
        SOURCE,
        BASIS,
        NOTE,
    ],
};

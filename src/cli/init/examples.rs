//! The projects that `init` can make: plain files of `projects/`, built into the program.
//!
//! The health system is the sample data and the scenarios of this repository themselves. Left out: everything that is made
//! of the files.

/// A project by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    Minimal,
    CommunityHospital,
    HealthSystem,
    NhsTrust,
}

/// A file: its name, and what it holds.
pub type NamedFile = (&'static str, &'static str);

/// The files of a project.
#[derive(Debug)]
pub struct ExampleFiles {
    /// Pages to read, by their paths in the project; they speak of tables, which are files or sheets.
    pub pages: &'static [NamedFile],
    /// The scenarios, the baseline first.
    pub scenarios: &'static [NamedFile],
    /// The tables by their names.
    pub tables: &'static [NamedFile],
}

/// A file of this repository, by the parts of its path.
macro_rules! text {
    ($($part:literal),+) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $($part),+))
    };
}

/// The named files of a folder of this repository, seen from its root.
macro_rules! files {
    ($folder:literal, $ending:literal: $($name:literal)*) => {
        &[$(($name, text!($folder, "/", $name, $ending))),*]
    };
}

static MINIMAL: ExampleFiles = ExampleFiles {
    pages: &[("README.md", text!("projects/minimal/README.md"))],
    scenarios: files!("projects/minimal/scenarios", ".toml": "baseline" "ehr-a-year-later"),
    tables: files!("projects/minimal/data", ".csv":
        "activity" "adoption" "drivers" "facilities" "roles" "staff" "supply" "technologies" "workload"),
};

static COMMUNITY_HOSPITAL: ExampleFiles = ExampleFiles {
    pages: &[("README.md", text!("projects/community-hospital/README.md"))],
    scenarios: files!("projects/community-hospital/scenarios", ".toml": "baseline" "ehr-a-year-later" "keep-staff"),
    tables: files!("projects/community-hospital/data", ".csv":
        "activity" "adoption" "allowances" "contractors" "costs" "drivers" "effects" "facilities" "floors" "growth"
        "posts" "roles" "skills" "staff" "supply" "technologies" "training" "transfers" "workload"),
};

static HEALTH_SYSTEM: ExampleFiles = ExampleFiles {
    pages: &[
        ("README.md", text!("projects/health-system/README.md")),
        ("scenarios/README.md", text!("scenarios/README.md")),
    ],
    scenarios: files!("scenarios", ".toml":
        "baseline" "ai-fast" "ehr-waves" "everything-at-once" "technology-frozen" "telemedicine-expansion"),
    tables: files!("sample-data", ".csv":
        "activity" "adoption" "adoption_points" "adoption_shocks" "allowances" "contractors" "correlations" "costs"
        "drivers" "effects" "facilities" "floors" "growth" "posts" "retention" "retirement" "roles" "services" "skills"
        "staff" "supply" "technologies" "training" "transfers" "workload"),
};

static NHS_TRUST: ExampleFiles = ExampleFiles {
    pages: &[("README.md", text!("projects/nhs-trust/README.md"))],
    scenarios: files!("projects/nhs-trust/scenarios", ".toml": "baseline" "both-sites-at-once" "vacancy-freeze"),
    tables: files!("projects/nhs-trust/data", ".csv":
        "activity" "adoption" "allowances" "contractors" "costs" "drivers" "effects" "facilities" "floors" "growth"
        "posts" "roles" "services" "staff" "supply" "technologies" "training" "transfers" "workload"),
};

impl Example {
    /// All of them, the smallest first.
    pub const ALL: &'static [Self] = &[Self::Minimal, Self::CommunityHospital, Self::HealthSystem, Self::NhsTrust];

    /// Its name on the command line and in `projects/`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::CommunityHospital => "community-hospital",
            Self::HealthSystem => "health-system",
            Self::NhsTrust => "nhs-trust",
        }
    }

    /// What it is and whom it suits.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Minimal => {
                "one hospital, four roles, the nine needed tables, each on one screen: begin your own here"
            }
            Self::CommunityHospital => "one hospital of 190 beds, fourteen roles, with prices, courses and posts",
            Self::HealthSystem => "fourteen facilities, 35 roles, 28 technologies, nearly every kind of table",
            Self::NhsTrust => "an English trust: two hospitals, pounds, years from April, roles named as in the NHS",
        }
    }

    /// Its files.
    pub fn files(self) -> &'static ExampleFiles {
        match self {
            Self::Minimal => &MINIMAL,
            Self::CommunityHospital => &COMMUNITY_HOSPITAL,
            Self::HealthSystem => &HEALTH_SYSTEM,
            Self::NhsTrust => &NHS_TRUST,
        }
    }
}

//! A small valid project as text, with ways to change one thing in it.

use crate::nudge;
use staffcast::diagnostics::{Diagnostics, Problem, Slug};
use staffcast::domain::Case;
use staffcast::files::{Disk, Files, FilesError, Staged};
use staffcast::input::{Overrides, load_case};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SCENARIO: &str = r#"title = "Small"
data = "../data"
start = "2026-10"
end = "2028-12"
demand_anchor = "establishment"

[uncertainty]
draws = 512
seed = 7
individuals = false
[hiring]
policy = "fill-establishment"
"#;

/// The project's tables.
pub const TABLES: &[(&str, &str)] = &[
    (
        "roles",
        "role,label,family,soc_code,aliases,hours_per_week
bmet,Equipment technician,devices,49-9062,device tech;HTM,40
ehr_analyst,EHR analyst,records,15-1211,,37.5
",
    ),
    (
        "facilities",
        "facility,label,type,region
north,North General,acute,metro
south,South Community,acute,metro
hub,Shared services,shared_services,metro
",
    ),
    (
        "technologies",
        "technology,label
ai_scribe,Ambient scribe
ehr,Health record
rpm,Remote monitoring
",
    ),
    (
        "drivers",
        "driver,label,kind,unit
beds,Staffed beds,stock,beds
visits,Clinic visits,flow,visits
",
    ),
    (
        "activity",
        "driver,facility,period,value
beds,north,2026-Q2,400
beds,north,2026-Q3,410
beds,south,2026-Q2,120
beds,south,2026-Q3,120
beds,hub,2026-Q2,0
beds,hub,2026-Q3,0
visits,north,2025,90000
visits,north,2026-Q1,23000
visits,south,2026-Q1,9000
visits,hub,2026-07,100
",
    ),
    (
        "growth",
        "driver,facility,annual_pct_low,annual_pct,annual_pct_high
beds,*,-0.5,0.3,1
visits,*,,2,
visits,north,0.5,0.6,0.9
",
    ),
    (
        "services",
        "role,facility,provider,share_pct,from
bmet,south,hub,60,
bmet,south,north,30,2027-01
",
    ),
    (
        "adoption",
        "technology,facility,shape,go_live,start_pct,ceiling_pct_low,ceiling_pct,ceiling_pct_high,rate_per_year,\
p_per_year,q_per_year,midpoint,ramp_months,delay_months_low,delay_months,delay_months_high,range,basis
ehr,*,logistic,2018,,95,97,100,0.6,,,2020,,,,,bounds,measured
ai_scribe,*,points,,,,,,,,,,,,,,,
rpm,*,none,,,,,,,,,,,,,,,
rpm,hub,linear,2027-04,,,40,,,,,,12,,,,,
rpm,north,bass,2027-04,,,40,,,0.01,0.4,,,0,1,4,bounds,
",
    ),
    (
        "adoption_points",
        "technology,facility,period,share_pct
ai_scribe,*,2026-01,5
ai_scribe,*,2028-01,40
ai_scribe,*,2029-01,60
ai_scribe,hub,2027-07,0
ai_scribe,hub,2028-07,30
",
    ),
    (
        "workload",
        "role,technology,phase,driver,facility,unit,low,mode,high,range,source,basis
bmet,,run,beds,*,fte_per_100,1.5,2.5,3.5,,AAMI,published
ehr_analyst,,run,visits,*,units_per_fte,,30000,,,,
ehr_analyst,rpm,run,,*,fte_per_facility,0.2,0.5,1,bounds,,
",
    ),
    (
        "floors",
        "role,facility,minimum_fte,posts,hours_covered_per_week,always
bmet,hub,,1,56,yes
ehr_analyst,*,0.5,,,
",
    ),
    ("allowances", "role,leave_days,holiday_days,sickness_days,training_days\nbmet,25,10,8,5\n"),
    ("anchors", "role,facility,anchor\n*,hub,ratios\n"),
    ("posts", "role,facility,from,change_fte\nbmet,hub,2027-01,1.5\n"),
    (
        "staff",
        "period,facility,role,fte,headcount,budgeted_fte
2026-Q2,north,bmet,9,10,11
2026-Q3,north,bmet,9.5,10,11
2026-Q3,south,bmet,2,2,2
2026-Q3,north,ehr_analyst,3,3,4
2026-Q3,south,ehr_analyst,1,1,1.2
2026-Q3,hub,ehr_analyst,0,0,0
2026-Q3,hub,bmet,1.5,2,1.5
",
    ),
    (
        "supply",
        "role,facility,leavers_pct_low,leavers_pct,leavers_pct_high,turnover_includes,retirement_pct,\
time_to_fill_months,range,source,basis
bmet,*,7,11,16,retirement,3.9,3.3,,HR,measured
bmet,south,,12,,nothing,,,,,
",
    ),
];

/// What loading a project gave.
pub struct Loaded {
    /// The case, if the project is sound.
    pub case: Option<Case>,
    /// All problems, sorted.
    pub problems: Vec<Problem>,
}

/// A project's files, by path from its own folder.
#[derive(Clone)]
pub struct Project {
    files: BTreeMap<PathBuf, Vec<u8>>,
    pub overrides: Overrides,
}

impl Project {
    /// The small valid project.
    pub fn small() -> Self {
        let mut files = BTreeMap::from([(PathBuf::from("scenarios/small.toml"), SCENARIO.into())]);
        for (table, text) in TABLES {
            files.insert(Path::new("data").join(format!("{table}.csv")), (*text).into());
        }
        Self { files, overrides: Overrides::default() }
    }

    /// Replaces the only occurrence of `old` in a table, or in the scenario if `table` is "scenario".
    pub fn change(&mut self, table: &str, old: &str, new: &str) -> &mut Self {
        let path = path(table);
        let text = self.text(table);
        assert_eq!(text.matches(old).count(), 1, "`{old}` in {}", path.display());
        self.set(table, text.replacen(old, new, 1))
    }

    /// Adds a line at the end of a file.
    pub fn append(&mut self, table: &str, line: &str) -> &mut Self {
        let file = self.files.get_mut(&path(table)).expect("the project has the file");
        file.extend_from_slice(line.as_bytes());
        file.push(b'\n');
        self
    }

    /// Adds rows to the workload under a header with every column but ranges: role, technology, phase, driver, facility,
    /// unit, mode, scale_exponent, scale_reference, lead_months, decay_months, from, until. They begin on line 5.
    pub fn work(&mut self, rows: &str) -> &mut Self {
        let header = "role,technology,phase,driver,facility,unit,mode,scale_exponent,scale_reference,lead_months,\
                      decay_months,from,until";
        let usual = "bmet,,run,beds,*,fte_per_100,2.5,,,,,,\nehr_analyst,,run,visits,*,units_per_fte,30000,,,,,,\n\
                     ehr_analyst,rpm,run,,*,fte_per_facility,0.5,,,,,,";
        self.set("workload", format!("{header}\n{usual}\n{rows}\n"))
    }

    /// Adds correlations: a, b, spearman_rho; selectors with a comma in quotes.
    pub fn correlated(&mut self, rows: &str) -> &mut Self {
        self.set("correlations", format!("a,b,spearman_rho\n{rows}\n"))
    }

    /// Gives the first row of the workload (line 2) another range, such as `1.5,2.5,3.5,bounds,triangular`: low, mode,
    /// high, range, distribution.
    pub fn ranged(&mut self, range: &str) -> &mut Self {
        let header = "role,technology,phase,driver,facility,unit,low,mode,high,range,distribution";
        let usual = "ehr_analyst,,run,visits,*,units_per_fte,,30000,,,\n\
                     ehr_analyst,rpm,run,,*,fte_per_facility,0.2,0.5,1,bounds,pert";
        self.set("workload", format!("{header}\nbmet,,run,beds,*,fte_per_100,{range}\n{usual}\n"))
    }

    /// Gives the drivers columns for estimates; `visits` is the row (line 3) of that driver.
    pub fn estimated(&mut self, visits: &str) -> &mut Self {
        self.set(
            "drivers",
            format!("driver,label,kind,estimate_from,estimate_rate\nbeds,Staffed beds,stock,,\n{visits}\n"),
        )
    }

    /// Adds shocks: technology, facility, from, rate_multiplier, change_pct.
    pub fn shocks(&mut self, rows: &str) -> &mut Self {
        self.set("adoption_shocks", format!("technology,facility,from,rate_multiplier,change_pct\n{rows}\n"))
    }

    /// Adds effects: technology, role, phase, change_pct, realisation_months, decay_months.
    pub fn effects(&mut self, rows: &str) -> &mut Self {
        self.set("effects", format!("technology,role,phase,change_pct,realisation_months,decay_months\n{rows}\n"))
    }

    /// Adds nurses, who are a source of staff and have no demand, in a family of their own.
    pub fn with_nurses(&mut self) -> &mut Self {
        let nurses = "nurse,Nurse,nursing,,,36,0.8,source\n";
        let text = self.text("roles").replace("hours_per_week\n", "hours_per_week,fte_per_head,scope\n");
        let text = text.replace(",40\n", ",40,,\n").replace(",37.5\n", ",37.5,,forecast\n");
        self.set("roles", text + nurses).append("supply", "nurse,*,,15,,retirement,3,2.7,,,")
    }

    /// Breaks each cell of a table in turn: at most one message may come of it, and it must be of that table.
    pub fn assert_broken_cells_give_one_message(&self, table: &str) {
        let text = self.text(table);
        let here = path(table).display().to_string();
        for (line, row) in text.lines().enumerate().skip(1) {
            for index in 0..row.split(',').count() {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                let cells = row.split(',').enumerate().map(|(i, cell)| if i == index { "?!" } else { cell });
                lines[line] = cells.collect::<Vec<_>>().join(",");
                let mut project = self.clone();
                project.set(table, lines.join("\n"));
                let problems = project.load().problems;
                let silent = problems.len() <= 1 && problems.iter().all(|problem| problem.place.file == here);
                assert!(silent, "{table}.csv:{}, cell {index}: {problems:#?}", line + 1);
            }
        }
    }

    /// The same project in memory, where it loads faster.
    pub fn in_memory(&self) -> nudge::Project {
        nudge::Project::of(&path("scenario"), Path::new("data"), &self.files)
    }

    /// True if the project has the file of this name.
    pub fn has(&self, table: &str) -> bool {
        self.files.contains_key(&path(table))
    }

    /// The text of a file.
    pub fn text(&self, table: &str) -> String {
        String::from_utf8(self.files[&path(table)].clone()).expect("the file is text")
    }

    /// Writes a whole file.
    pub fn set(&mut self, table: &str, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.files.insert(path(table), bytes.into());
        self
    }

    /// Writes another scenario beside `small`.
    pub fn scenario(&mut self, name: &str, text: &str) -> &mut Self {
        self.files.insert(PathBuf::from(format!("scenarios/{name}.toml")), text.into());
        self
    }

    /// Takes a file away.
    pub fn remove(&mut self, table: &str) -> &mut Self {
        self.files.remove(&path(table)).expect("the project has the file");
        self
    }

    /// Writes the project to a temporary folder and loads it.
    pub fn load(&self) -> Loaded {
        self.load_as("small")
    }

    /// The same with another of its scenarios.
    pub fn load_as(&self, scenario: &str) -> Loaded {
        let mut found = Diagnostics::new();
        let case = self.try_load_as(scenario, &mut found).expect("the disk works");
        assert_eq!(case.is_none(), found.errors() > 0, "{:#?}", found.problems());
        // Notes of what was done as asked: tests of their own look at them.
        let problems = found.into_sorted().into_iter().filter(|problem| {
            ![Slug::DefaultsUsed, Slug::CorrelationReached, Slug::RosterAddedUp].contains(&problem.slug)
        });
        Loaded { case, problems: problems.collect() }
    }

    /// The project in a temporary folder.
    pub fn written(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, bytes) in &self.files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
            fs::write(path, bytes).expect("the file can be written");
        }
        folder
    }

    /// The same, with the trouble of the disk itself.
    pub fn try_load(&self, found: &mut Diagnostics) -> Result<Option<Case>, FilesError> {
        self.try_load_as("small", found)
    }

    /// The same with another of its scenarios.
    pub fn try_load_as(&self, scenario: &str, found: &mut Diagnostics) -> Result<Option<Case>, FilesError> {
        let folder = self.written();
        let files = Within(folder.path().to_owned());
        load_case(&files, &PathBuf::from(format!("scenarios/{scenario}.toml")), &self.overrides, found)
    }
}

fn path(table: &str) -> PathBuf {
    if table == "scenario" {
        return PathBuf::from("scenarios/small.toml");
    }
    Path::new("data").join(if table.contains('.') { table.to_owned() } else { format!("{table}.csv") })
}

/// The disk as seen from a folder, so that messages name the files as a planner who works there would.
struct Within(PathBuf);

impl Within {
    /// The same trouble with its path as seen from the folder.
    fn seen_from_within(&self, error: FilesError) -> FilesError {
        let inside = |path: String| {
            let own = format!("{}{}", self.0.display(), std::path::MAIN_SEPARATOR);
            path.strip_prefix(&own).map(str::to_owned).unwrap_or(path)
        };
        match error {
            FilesError::NotFound { path } => FilesError::NotFound { path: inside(path) },
            FilesError::Io { action, path, source } => FilesError::Io { action, path: inside(path), source },
            other => other,
        }
    }
}

impl Files for Within {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FilesError> {
        Disk.read(&self.0.join(path))
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        Disk.list(&self.0.join(folder)).map_err(|error| self.seen_from_within(error))
    }

    fn list_recursive(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        Disk.list_recursive(&self.0.join(folder))
    }

    fn exists(&self, path: &Path) -> Result<bool, FilesError> {
        Disk.exists(&self.0.join(path))
    }

    fn stage(&self, parent: &Path, name: &str) -> Result<Box<dyn Staged>, FilesError> {
        Disk.stage(&self.0.join(parent), name)
    }

    fn stage_project(&self, folder: &Path) -> Result<Box<dyn Staged>, FilesError> {
        Disk.stage_project(&self.0.join(folder))
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), FilesError> {
        Disk.replace(&self.0.join(path), bytes)
    }
}

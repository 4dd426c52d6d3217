//! Which part refers to which: the relationships of a package.

use super::limits::MAX_RELATIONS;
use super::package::Package;
use super::trouble::{Trouble, quoted};
use super::xml::{PACKAGE, Xml};
use std::collections::BTreeMap;

/// What a part refers to.
#[derive(Debug)]
pub(super) struct Relation {
    /// The last word of its type, such as `worksheet`; the words before it differ between forms of the standard.
    pub(super) kind: String,
    /// The name of the part; `None` if it lies outside the package.
    pub(super) part: Option<String>,
}

/// The relationships of one part, by their id.
pub(super) type Relations = BTreeMap<String, Relation>;

/// The relationships of the part `of`, or of the package as a whole where `of` is empty; none if it has no such file.
pub(super) fn read(package: &Package<'_>, of: &str) -> Result<Relations, Trouble> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let file = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut relations = Relations::new();
    if !package.has(&file) {
        return Ok(relations);
    }
    let mut xml = Xml::open(package.part(&file)?, "Relationships", PACKAGE)?;
    while let Some(tag) = xml.child()? {
        if tag.name() == "Relationship" {
            let id = tag.required("Id")?;
            let kind = tag.required("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
            let target = tag.required("Target")?;
            let outside = tag.text("TargetMode")?.is_some_and(|mode| mode == "External");
            let part = if outside { None } else { resolve(folder, &target) };
            if relations.len() >= MAX_RELATIONS {
                return Err(Trouble::too_large(format!("a part has more than {MAX_RELATIONS} relationships")));
            }
            if relations.insert(id.clone(), Relation { kind, part }).is_some() {
                return Err(xml.damaged(&format!("has the relationship {} twice", quoted(&id))));
            }
        }
        xml.skip()?;
    }
    xml.finish()?;
    Ok(relations)
}

/// The part that `target` names, seen from `folder`; `None` if it leads out of the package.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut path: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            name => path.push(name),
        }
    }
    Some(path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_folder_of_their_part() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml").as_deref(), Some("xl/worksheets/sheet1.xml"));
        assert_eq!(resolve("xl", "/xl/styles.xml").as_deref(), Some("xl/styles.xml"));
        assert_eq!(resolve("xl/worksheets", "../media/image1.png").as_deref(), Some("xl/media/image1.png"));
        assert_eq!(resolve("xl", "../../etc/passwd"), None);
    }
}

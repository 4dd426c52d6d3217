//! Codes of the planner's own things, as types that cannot be mixed up.
//!
//! A code is `snake_case`: it starts with a lower-case letter and holds lower-case letters, digits and `_`.
//! Each type shows what it names when it is printed for debugging.

use std::fmt;
use std::sync::Arc;

/// True for text that may stand as a code: `snake_case`, at most 64 characters.
pub fn is_code(text: &str) -> bool {
    let mut characters = text.chars();
    text.len() <= 64
        && characters.next().is_some_and(|first| first.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

macro_rules! code_types {
    ($($(#[$doc:meta])* $name:ident => $noun:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a code that the reader has already checked with [`is_code`].
            pub fn new(code: &str) -> Self {
                Self(Arc::from(code))
            }

            /// The same of a code whose text is kept elsewhere too.
            pub fn of(code: &Arc<str>) -> Self {
                Self(code.clone())
            }

            /// The text itself, for keeping it elsewhere.
            pub fn text(&self) -> &Arc<str> {
                &self.0
            }

            /// The code as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}:{}", $noun, self.0)
            }
        }
    )+};
}

code_types! {
    /// A kind of work that people are employed for, such as `integration_engineer`.
    RoleId => "role",
    /// A place that employs staff or has activity: a hospital, a shared-service centre, a hub.
    FacilityId => "facility",
    /// A technology that is adopted over time.
    TechnologyId => "technology",
    /// A quantity that work scales with, such as `staffed_beds`.
    DriverId => "driver",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_snake_case() {
        for good in ["a", "ehr_analyst", "r2_d2"] {
            assert!(is_code(good), "{good}");
        }
        for bad in ["", "*", "Ehr", "2fa", "a b", "_a", "a-b", "é"] {
            assert!(!is_code(bad), "{bad}");
        }
    }
}

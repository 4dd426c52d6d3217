//! What many places have alike, kept once.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A thing that many places share: a row for `*` is the same thing at each of them. Who changes it at one place changes it
/// there alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike<T>(Arc<T>);

impl<T> Alike<T> {
    /// True if it is the very same thing, not only an equal one.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> From<T> for Alike<T> {
    fn from(thing: T) -> Self {
        Self(Arc::new(thing))
    }
}

impl<T> Deref for Alike<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Alike<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<'a, T> IntoIterator for &'a Alike<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T: Clone> IntoIterator for &'a mut Alike<Vec<T>> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::make_mut(&mut self.0).iter_mut()
    }
}

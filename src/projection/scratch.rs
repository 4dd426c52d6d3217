//! Room to work in, used again from block to block: values and what follows from them.

use super::Values;
use crate::adoption;
use crate::demand::{self, Conditions};
use crate::lanes::{Lanes, Months, Work, vectorised};
use crate::program::{Program, Provider};

/// Values, drivers and adoption of a block of draws, and the steady demand of the roles done so far.
#[derive(Debug, Default)]
pub(super) struct Scratch<const L: usize> {
    values: Vec<Lanes<L>>,
    drivers: Months<L>,
    curves: Months<L>,
    responses: Months<L>,
    steady: Months<L>,
    room: Vec<Lanes<L>>,
    months: usize,
}

/// Fills the values.
struct Filled<'a, V, const L: usize> {
    values: &'a mut [Lanes<L>],
    inputs: &'a V,
    first_draw: u32,
}

impl<V: Values, const L: usize> Work for Filled<'_, V, L> {
    type Output = ();
    const WIDTH: usize = L;

    #[inline(always)]
    fn run(self) {
        self.inputs.fill(self.first_draw, self.values);
    }
}

/// Fills drivers and adoption.
struct Curves<'a, const L: usize> {
    scratch: &'a mut Scratch<L>,
    months: usize,
    provider: &'a Provider,
}

impl<const L: usize> Work for Curves<'_, L> {
    type Output = ();
    const WIDTH: usize = L;

    #[inline(always)]
    fn run(self) {
        let Self { scratch: Scratch { values, drivers, curves, .. }, months, provider } = self;
        drivers.reset(provider.drivers.len(), months);
        for (index, driver) in provider.drivers.iter().enumerate() {
            let (opening, months) = drivers.get_mut(index);
            *opening = demand::levels(driver, values, months);
        }
        curves.reset(provider.curves.len(), months);
        for (index, curve) in provider.curves.iter().enumerate() {
            let (opening, months) = curves.get_mut(index);
            *opening = adoption::shares(curve, values, months);
        }
    }
}

/// Fills what follows from adoption.
struct Consequences<'a, const L: usize> {
    scratch: &'a mut Scratch<L>,
    months: usize,
    provider: &'a Provider,
}

impl<const L: usize> Work for Consequences<'_, L> {
    type Output = ();
    const WIDTH: usize = L;

    #[inline(always)]
    fn run(self) {
        let Self { scratch: Scratch { values, responses, room, .. }, months, provider } = self;
        responses.reset(provider.responses.len(), months);
        for (index, response) in provider.responses.iter().enumerate() {
            let curve = &provider.curves[response.curve];
            let (opening, months) = responses.get_mut(index);
            *opening = adoption::respond(response.kind, curve, values, room, months);
        }
    }
}

impl<const L: usize> Scratch<L> {
    /// Values, drivers and adoption of a block: what demand stands on.
    pub fn prepare(&mut self, program: &Program, provider: &Provider, inputs: &impl Values, first_draw: u32) {
        self.prepare_months(program.months, provider, inputs, first_draw);
    }

    /// The same as it is at the opening alone, without any month.
    pub fn prepare_opening(&mut self, provider: &Provider, inputs: &impl Values) {
        self.prepare_months(0, provider, inputs, 0);
    }

    fn prepare_months(&mut self, months: usize, provider: &Provider, inputs: &impl Values, first_draw: u32) {
        self.months = months;
        self.values.resize(provider.values.len(), Lanes::ZERO);
        vectorised(Filled { values: &mut self.values, inputs, first_draw });
        vectorised(Curves { scratch: self, months, provider });
        vectorised(Consequences { scratch: self, months, provider });
        self.steady.reset(provider.roles.len(), months);
    }

    pub fn values(&self) -> &[Lanes<L>] {
        &self.values
    }

    pub fn curves(&self) -> &Months<L> {
        &self.curves
    }

    pub fn responses(&self) -> &Months<L> {
        &self.responses
    }

    /// What demand stands on.
    pub fn conditions<'a>(&'a self, program: &'a Program, provider: &'a Provider) -> Conditions<'a, L> {
        Conditions {
            values: &self.values,
            drivers: &self.drivers,
            curves: &self.curves,
            responses: &self.responses,
            factors: &provider.factors,
            steady: &self.steady,
            months: self.months,
            quadrature: &program.quadrature,
            explained: program.causes_wanted,
        }
    }

    /// Keeps the steady demand of a role for the roles that follow it.
    pub fn keep_steady(&mut self, role: usize, opening: Lanes<L>, steady: &[Lanes<L>]) {
        let (at_opening, months) = self.steady.get_mut(role);
        *at_opening = opening;
        months.copy_from_slice(steady);
    }
}

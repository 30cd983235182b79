//! How much a block of YAML grows for a reader that follows its aliases.

use super::data::Problem;
use granit_parser::Event;
use std::collections::HashMap;

/// More values than any header has, with its aliases followed.
const MOST_VALUES: u64 = 10_000;

/// Counts values as they are read; an alias counts as much as what it stands for.
#[derive(Default)]
pub(super) struct Growth {
    /// Values in each anchored one, itself included.
    sizes: HashMap<usize, u64>,
    /// The collections that are open: their anchors, 0 for none, and their values so far.
    open: Vec<(usize, u64)>,
}

impl Growth {
    /// Counts an event. What is wrong with an alias, where something is.
    pub(super) fn take(&mut self, event: &Event<'_>) -> Option<Problem> {
        let (anchor, size) = match *event {
            Event::Scalar(_, _, anchor, _) => (anchor, 1),
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _) => {
                self.open.push((anchor, 1));
                return None;
            }
            Event::SequenceEnd | Event::MappingEnd => self.open.pop()?,
            Event::Alias(anchor) if self.open.iter().any(|(open, _)| *open == anchor) => return Some(Problem::Recursive),
            Event::Alias(anchor) => (0, self.sizes.get(&anchor).copied().unwrap_or(1)),
            _ => return None,
        };
        if anchor > 0 {
            self.sizes.insert(anchor, size);
        }
        let around = self.open.last_mut().map_or(size, |(_, around)| {
            *around = around.saturating_add(size);
            *around
        });
        let grows = matches!(event, Event::Alias(_));
        (grows && around > MOST_VALUES).then_some(Problem::Growth)
    }
}

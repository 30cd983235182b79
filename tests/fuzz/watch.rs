//! A watch on cases that take far longer than a plain text of their size. Only in a long run: it counts time.

use crate::drive::{Seen, Target, attempt};
use std::time::{Duration, Instant};

/// How much longer than plain text something odd may take.
const FACTOR: u32 = 50;

/// What is faster is never slow: the machine has other work.
const LEAST: Duration = Duration::from_millis(200);

/// What the message about such a case begins with.
pub(crate) const SLOW: &str = "slow: ";

/// Kilobytes of the larger one of the plain texts that are timed; the other has one.
const LARGE: u32 = 33;

/// What plain text takes: so much for the first kilobyte, and so much for each of the others.
pub(crate) struct Watch {
    first: Duration,
    further: Duration,
}

impl Watch {
    pub(crate) fn new(target: &Target) -> Self {
        let [first, large] = [1, LARGE].map(|size| {
            let text = "# A line of plain words, and 日本語の普通の文。\n".repeat(size as usize * 1024 / 60);
            fastest(target, text.as_bytes(), 0, 5)
        });
        Self { first, further: large.saturating_sub(first) / (LARGE - 1) }
    }

    /// An error where `time` is far too long for the input. It is taken again first: another program may have had its turn.
    pub(crate) fn is_slow(&self, target: &Target, input: &[u8], variant: usize, time: Duration) -> Result<(), String> {
        let fair = (self.first + self.further * u32::try_from(input.len() / 1024).unwrap()) * FACTOR;
        let limit = fair.max(LEAST);
        if time < limit {
            return Ok(());
        }
        let again = fastest(target, input, variant, 3);
        if again < limit {
            return Ok(());
        }
        Err(format!("{SLOW}{again:.1?} for {} bytes, where {fair:.1?} would be much", input.len()))
    }
}

fn fastest(target: &Target, input: &[u8], variant: usize, times: usize) -> Duration {
    let time = |_| {
        let begun = Instant::now();
        let _ = attempt(target, input, variant, &mut Seen::default());
        begun.elapsed()
    };
    (0..times).map(time).min().unwrap_or_default()
}

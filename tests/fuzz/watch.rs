//! A watch on cases that take far longer than a plain text of their size. Only in a long run: it counts time.

use crate::drive::{Seen, Target, attempt};
use std::time::{Duration, Instant};

/// How much longer than plain text something odd may take.
const FACTOR: f64 = 50.0;

/// What is faster is never slow: the machine has other work.
const LEAST: Duration = Duration::from_millis(200);

/// What the message about such a case begins with.
pub(crate) const SLOW: &str = "slow: ";

/// Bytes of the plain texts that are timed.
const SIZES: [usize; 2] = [512, 32_768];

/// What plain text takes: so much in any case, and so much for each byte.
pub(crate) struct Watch {
    least: f64,
    per_byte: f64,
}

impl Watch {
    pub(crate) fn new(target: &Target) -> Self {
        let [small, large] = SIZES.map(|size| {
            let text = "# A line of plain words, and 日本語の普通の文。\n".repeat(size / 60 + 1);
            fastest(target, text.as_bytes(), 0, 5)
        });
        let [from, to] = SIZES.map(|size| size as f64);
        Self { least: small, per_byte: ((large - small) / (to - from)).max(0.0) }
    }

    /// An error where `time` is far too long for the input. It is taken again first: another program may have had its turn.
    pub(crate) fn is_slow(&self, target: &Target, input: &[u8], variant: usize, time: Duration) -> Result<(), String> {
        let fair = FACTOR * (self.least + self.per_byte * input.len() as f64);
        if time < LEAST || time.as_secs_f64() < fair {
            return Ok(());
        }
        let again = fastest(target, input, variant, 3);
        if again < LEAST.as_secs_f64() || again < fair {
            Ok(())
        } else {
            Err(format!("{SLOW}{again:.3} s for {} bytes, where {fair:.3} s would be much", input.len()))
        }
    }
}

fn fastest(target: &Target, input: &[u8], variant: usize, times: usize) -> f64 {
    let time = |_| {
        let begun = Instant::now();
        let _ = attempt(target, input, variant, &mut Seen::default());
        begun.elapsed().as_secs_f64()
    };
    (0..times).map(time).fold(f64::INFINITY, f64::min)
}

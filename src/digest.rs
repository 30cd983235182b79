//! Short numbers for texts, by which a run knows what an earlier one has seen.

use xxhash_rust::xxh3::Xxh3;

/// A number for everything that was added, in its order. The same on every machine; no shield against someone who looks for two texts with one number.
#[derive(Clone, Default)]
pub struct Digest(Xxh3);

impl Digest {
    /// The number of some bytes alone.
    #[must_use]
    pub fn of(bytes: &[u8]) -> u64 {
        xxhash_rust::xxh3::xxh3_64(bytes)
    }

    /// Adds a text. Where it ends matters: `ab`, `c` is not `a`, `bc`.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        let mut next = self.number(text.len() as u64);
        next.0.update(text.as_bytes());
        next
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    /// The number of all that was added.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.0.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_order_count() {
        let of = |texts: &[&str]| texts.iter().fold(Digest::default(), |digest, text| digest.text(text)).end();
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a", "b"]), of(&["b", "a"]));
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
    }
}

//! Short numbers for texts, by which a run knows what an earlier one has seen.

use twox_hash::XxHash3_64;

/// A number for everything that was added, in its order and in its parts. The same on every machine; no shield against someone who looks for two
/// texts with one number.
#[derive(Clone, Copy, Default)]
pub struct Digest(u64);

impl Digest {
    /// The number of some bytes alone.
    #[must_use]
    pub fn of(bytes: &[u8]) -> u64 {
        XxHash3_64::oneshot(bytes)
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        Self(XxHash3_64::oneshot_with_seed(self.0, text.as_bytes()))
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: u64) -> Self {
        Self(XxHash3_64::oneshot_with_seed(self.0, &number.to_le_bytes()))
    }

    /// The number of all that was added.
    #[must_use]
    pub const fn end(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_order_count() {
        let of = |texts: &[&str]| texts.iter().fold(Digest::default(), |digest, text| digest.text(text)).end();
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a", "b"]), of(&["b", "a"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
    }
}

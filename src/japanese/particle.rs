//! Whether a text goes on what stands before it.

use super::is_hiragana;

/// Particles of one letter; no other hiragana follows where they are one.
const PARTICLES: [char; 10] = ['を', 'が', 'は', 'に', 'の', 'と', 'で', 'も', 'へ', 'や'];

/// Other beginnings that belong to what stands before.
const CONTINUATIONS: [&str; 30] = [
    "には",
    "では",
    "とは",
    "への",
    "での",
    "との",
    "から",
    "まで",
    "より",
    "って",
    "など",
    "という",
    "といった",
    "として",
    "について",
    "における",
    "による",
    "により",
    "によって",
    "において",
    "です",
    "でした",
    "ます",
    "ました",
    "する",
    "します",
    "しました",
    "した",
    "して",
    "される",
];

/// Whether `c` may be a particle.
#[must_use]
pub fn is_particle(c: char) -> bool {
    PARTICLES.contains(&c)
}

/// Whether a text begins with a particle or an ending.
#[must_use]
pub fn goes_on(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    let ends_there = second.is_some_and(|c| !is_hiragana(c) && !matches!(c, 'ー' | '\n'));
    first == 'を' || is_particle(first) && ends_there || CONTINUATIONS.iter().any(|start| text.starts_with(start))
}

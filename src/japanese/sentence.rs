//! How sentences end, as far as that can be told from their last letters.

/// What sentences end with and words do not.
const ENDS: [&str; 31] = [
    "です",
    "ます",
    "でした",
    "ました",
    "ません",
    "ください",
    "下さい",
    "でしょう",
    "ましょう",
    "である",
    "だった",
    "だろう",
    "した",
    "った",
    "れた",
    "きた",
    "ている",
    "ていた",
    "いない",
    "しない",
    "らない",
    "くない",
    "れない",
    "きない",
    "できる",
    "している",
    "なる",
    "られる",
    "された",
    "と思う",
    "たい",
];

/// Whether `text` ends like a sentence, with or without ね and よ.
#[must_use]
pub fn is_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['ね', 'よ']);
    ENDS.iter().any(|end| bare.ends_with(end))
}

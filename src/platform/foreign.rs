//! Notations that one platform has and others print.

/// The length of a notation of Hatena Blog that a line begins with.
#[must_use]
pub fn hatena(line: &str) -> Option<usize> {
    const ENDS: [&str; 6] = [":embed", ":embed:cite", ":title", ":title:bookmark", ":plain", ":image"];
    let inside = &line[1..line.find(']')?];
    let is_own = inside == ":contents"
        || ENDS.iter().any(|end| inside.ends_with(end)) && (inside.starts_with("http") || inside.starts_with("f:id:"));
    (is_own && !line[inside.len() + 2..].starts_with('(')).then_some(inside.len() + 2)
}

/// The length of a shortcode of Hugo that a line begins with.
#[must_use]
pub fn shortcode(line: &str) -> Option<usize> {
    let (open, close) = if line.starts_with("{{<") { ("{{<", ">}}") } else { ("{{%", "%}}") };
    let inside = line.strip_prefix(open)?;
    let end = inside.find(close)?;
    inside[..end].trim_start_matches([' ', '/']).starts_with(|c: char| c.is_ascii_lowercase()).then_some(open.len() + end + close.len())
}

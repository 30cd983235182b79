//! What the world says, gathered before the rules run: rules themselves read nothing.

/// Facts about the world outside of one text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Facts {
    /// Where the text lies, with `/`: what a platform makes of a file depends on its folder and name. Empty where it lies nowhere.
    pub path: String,
}

impl Facts {
    /// The facts about a text at `path`.
    #[must_use]
    pub fn at(path: impl Into<String>) -> Self {
        Self { path: path.into() }
    }
}

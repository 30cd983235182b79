//! What the world says, gathered before the rules run: rules themselves read nothing.

/// Facts about the world outside of one text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Facts {}

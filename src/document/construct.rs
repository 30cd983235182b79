//! What only the platform's own reader understands: containers, embeds, shortcodes, formulas.

use super::Document;
use crate::source::Span;

/// A piece of text that is not Markdown. It is no prose, and nothing but a rule on such pieces touches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Construct {
    /// All of it. Of a container, the line that opens or closes it without the white space at its end.
    pub span: Span,
    /// What it is.
    pub form: Form,
}

impl Construct {
    /// Moves all its places `by` bytes further on.
    pub(crate) fn shift(&mut self, by: usize) {
        let moved = |span: &mut Span| *span = Span::new(span.start + by, span.end + by);
        moved(&mut self.span);
        match &mut self.form {
            Form::Container(container) => {
                moved(&mut container.name);
                moved(&mut container.argument);
                container.end.iter_mut().for_each(|end| *end += by);
            }
            Form::Embed { name, argument } => {
                moved(name);
                moved(argument);
            }
            Form::Shortcode(shortcode) => moved(&mut shortcode.name),
            Form::ContainerEnd { .. } | Form::Math | Form::ImageSize | Form::Other => {}
        }
    }
}

/// What a construct is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// `:::name argument`, which opens a container.
    Container(Container),
    /// `:::`, which closes one; `stray` where there is none to close.
    ContainerEnd {
        /// Whether no container is open.
        stray: bool,
    },
    /// `@[name](argument)`.
    Embed {
        /// The name.
        name: Span,
        /// The argument, with the blanks around it.
        argument: Span,
    },
    /// `{{< name … >}}`.
    Shortcode(Shortcode),
    /// `$x$`.
    Math,
    /// The size behind an image's URL, with the blank before it.
    ImageSize,
    /// Any other.
    Other,
}

/// The line that opens a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Its name; empty where there is none.
    pub name: Span,
    /// What stands behind the name, without the blanks around it.
    pub argument: Span,
    /// How many colons it has.
    pub colons: usize,
    /// Whether the platform takes it for a container.
    pub works: bool,
    /// Where the line that closes it begins; nothing where there is none.
    pub end: Option<usize>,
}

/// A shortcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcode {
    /// Its name; empty where there is none.
    pub name: Span,
    /// What it does.
    pub role: Role,
}

/// What a shortcode does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It stands alone or opens a pair.
    Open,
    /// It closes a pair: `{{< /name >}}`.
    Close,
    /// It stands alone: `{{< name />}}`.
    Whole,
    /// It is shown as it is: `{{</* name */>}}`.
    Escaped,
    /// Nothing ends it.
    Unended,
}

impl Document {
    /// All constructs, in order; none overlaps another.
    #[must_use]
    pub fn constructs(&self) -> &[Construct] {
        &self.constructs
    }

    /// The stretches of `span` that are constructs, in order.
    pub fn constructs_in(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.constructs.partition_point(|construct| construct.span.end <= span.start);
        let spans = self.constructs[first..].iter().map(|construct| construct.span).take_while(move |found| found.start < span.end);
        spans.map(move |found| Span::new(found.start.max(span.start), found.end.min(span.end)))
    }

    /// Whether `span` lies in what is nobody's words: a construct, or a formula between lines of `$$`.
    #[must_use]
    pub fn is_opaque(&self, span: Span) -> bool {
        let holds = |found: Option<&Span>| {
            let before = |found: &Span| if span.is_empty() { found.start < span.start } else { found.start <= span.start };
            found.is_some_and(|found| before(found) && span.end <= found.end)
        };
        let after = self.constructs.partition_point(|construct| construct.span.end <= span.start);
        holds(self.constructs.get(after).map(|construct| &construct.span)) || self.is_math(span)
    }

    /// Whether an edit of `span` changes a construct or a formula.
    #[must_use]
    pub fn touches_opaque(&self, span: Span) -> bool {
        self.is_opaque(span) || self.constructs_in(span).next().is_some()
    }
}

//! What a rule looks at: the document, what is around it, and what several rules ask for and is found once.

use crate::diagnostic::{Edit, Level};
use crate::document::relayout::{self, Move};
use crate::document::table::Table;
use crate::document::{Document, Kind, NodeRef, Run};
use crate::facts::Facts;
use crate::japanese::date::{Date, Dates};
use crate::japanese::joint::Joints;
use crate::japanese::{List, Sign, Signs, Spot, Word, Words};
use crate::link::formula::{formulas, is_inside};
use crate::link::literal::{Literal, literals};
use crate::link::{Link, links};
use crate::names::Names;
use crate::names::mentions::Mentions;
use crate::platform::Platform;
use crate::platform::schema::DocumentKind;
use crate::source::Span;
use crate::text;
use std::cell::OnceCell;
use std::rc::Rc;

/// Whose answer counts where tools differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compat {
    /// Ours.
    #[default]
    Own,
    /// That of markdownlint 0.42: its rules alone, with its defaults and in the lines it names.
    Markdownlint,
}

/// What a rule looks at.
pub struct Context<'a> {
    /// The text.
    pub doc: &'a Document,
    /// Where it will be published.
    pub platform: &'a Platform,
    /// What the world says.
    pub facts: &'a Facts,
    /// The names the run knows.
    pub names: &'a Names,
    compat: Compat,
    kind: OnceCell<Option<&'a DocumentKind>>,
    tables: OnceCell<Vec<Table<'a>>>,
    runs: OnceCell<Rc<[Run<'a>]>>,
    signs: OnceCell<Signs>,
    joints: OnceCell<Joints>,
    dates: OnceCell<Dates>,
    words: [OnceCell<Words>; 2],
    mentions: OnceCell<Mentions<'a>>,
    unusual: OnceCell<Vec<(usize, char)>>,
    formulas: OnceCell<Vec<Span>>,
    links: OnceCell<Vec<Link<'a>>>,
    literals: OnceCell<Vec<Literal>>,
}

impl<'a> Context<'a> {
    /// What there is to look at in `doc`.
    #[must_use]
    pub const fn new(doc: &'a Document, platform: &'a Platform, facts: &'a Facts, names: &'a Names, compat: Compat) -> Self {
        Self {
            doc,
            platform,
            facts,
            names,
            compat,
            kind: OnceCell::new(),
            tables: OnceCell::new(),
            runs: OnceCell::new(),
            signs: OnceCell::new(),
            joints: OnceCell::new(),
            dates: OnceCell::new(),
            words: [const { OnceCell::new() }; 2],
            mentions: OnceCell::new(),
            unusual: OnceCell::new(),
            formulas: OnceCell::new(),
            links: OnceCell::new(),
            literals: OnceCell::new(),
        }
    }

    /// The edits that move items of lists with what is in them: see [`relayout::edits`]. Where the platform indents what is in an item by a width of its own,
    /// only items with nothing in them move: the parser sees no difference, and the platform would.
    #[must_use]
    pub fn moved(&self, moves: &[(NodeRef<'_>, Option<Move>)]) -> Vec<Vec<Edit>> {
        if self.platform.dialect.list_indent.is_none() {
            return relayout::edits(moves);
        }
        let is_line = |item: &NodeRef<'_>| self.doc.line_range(item.span).count() == 1;
        let alone: Vec<_> = moves.iter().map(|(item, to)| (*item, to.clone().filter(|_| is_line(item)))).collect();
        relayout::edits(&alone)
    }

    /// What a fix in `block` may claim that is of that level in itself: the id of a heading may change with its marks, and where the page links to places of
    /// its own a person decides.
    #[must_use]
    pub fn level_in(&self, block: NodeRef<'_>, level: Level) -> Level {
        let is_linked = || self.links().iter().any(|link| link.destination.starts_with('#'));
        if matches!(block.kind, Kind::Heading { .. }) && is_linked() { Level::Suggest } else { level }
    }

    /// Whether markdownlint's answer is wanted where ours is another.
    #[must_use]
    pub fn is_markdownlint(&self) -> bool {
        self.compat == Compat::Markdownlint
    }

    /// The tables of the document in order, read when a rule first asks.
    pub fn tables(&self) -> &[Table<'a>] {
        self.tables.get_or_init(|| self.doc.tables().collect())
    }

    /// The prose of the document, flattened when a rule first asks: see [`Document::prose`].
    pub fn runs(&self) -> &[Run<'a>] {
        self.runs_kept()
    }

    /// The places of a sign in the prose, where that is Japanese. All signs are looked for when a rule first asks for one.
    pub fn signs<'c>(&'c self, sign: Sign) -> impl Iterator<Item = Spot<'c, 'a>> {
        self.signs_kept().iter(sign, self.runs())
    }

    /// The signs of the document, found when a rule first asks.
    pub fn signs_kept(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::of(self.doc, self.runs()))
    }

    /// Where Japanese and Latin text meet in the prose, found when a rule first asks.
    pub fn joints(&self) -> &Joints {
        self.joints.get_or_init(|| Joints::of(self.doc, self.signs_kept(), self.runs()))
    }

    /// The dates in the prose, where that is Japanese, read when a rule first asks.
    pub fn dates<'c>(&'c self) -> impl Iterator<Item = Date<'c, 'a>> {
        self.dates.get_or_init(|| Dates::of(self.signs_kept(), self.runs())).iter(self.runs())
    }

    /// The words of a list in the prose, where that is Japanese. Those of all lists of its table are looked for when a rule first asks for one.
    pub fn words<'c>(&'c self, list: List) -> impl Iterator<Item = Word<'c, 'a>> {
        let find = || if self.signs_kept().is_japanese() { Words::of(list, self.runs()) } else { Words::default() };
        self.words[list.table()].get_or_init(find).iter(list, self.runs())
    }

    /// The characters of the whole text that most text is not made of: see [`text::unusual`].
    pub fn unusual(&self) -> &[(usize, char)] {
        self.unusual.get_or_init(|| text::unusual(self.doc.source.text()))
    }

    /// The prose of those blocks of the body whose source has `needle`; where the text does not have it at all, nothing is flattened.
    pub fn runs_with(&self, needle: &str) -> impl Iterator<Item = &Run<'a>> {
        let finder = memchr::memmem::Finder::new(needle);
        let runs = if finder.find(self.doc.source.text().as_bytes()).is_some() { self.runs() } else { &[] };
        runs.iter().filter(move |run| !run.is_front_matter() && finder.find(run.block.source().as_bytes()).is_some())
    }

    /// The prose of the body in whose text, as a reader sees it, `needle` stands; where the source does not have it at all, nothing is flattened.
    pub fn runs_showing(&self, needle: &str) -> impl Iterator<Item = &Run<'a>> {
        let finder = memchr::memmem::Finder::new(needle);
        let runs = if finder.find(self.doc.source.text().as_bytes()).is_some() { self.runs() } else { &[] };
        runs.iter().filter(move |run| finder.find(run.text.as_bytes()).is_some() && !run.is_front_matter())
    }

    fn runs_kept(&self) -> &Rc<[Run<'a>]> {
        self.runs.get_or_init(|| self.doc.prose())
    }

    /// The headings that make up the outline with their levels, without those in formulas: those of the document itself, for markdownlint also those in
    /// quotes and lists.
    pub fn outline(&self) -> impl Iterator<Item = (NodeRef<'a>, usize)> {
        let everywhere = self.is_markdownlint();
        let is_own = |heading: &NodeRef<'_>| heading.is_top_level();
        self.doc.shown_headings().filter(move |(heading, _)| everywhere || is_own(heading))
    }

    /// The names in the document, which are looked for when a rule first asks.
    pub fn mentions(&self) -> &Mentions<'a> {
        self.mentions.get_or_init(|| Mentions::in_runs(self.doc, Rc::clone(self.runs_kept()), self.names))
    }

    /// The links and images of the document in order of place, gathered when a rule first asks.
    pub fn links(&self) -> &[Link<'a>] {
        self.links.get_or_init(|| {
            let mut links = links(self.doc);
            links.retain(|link| !self.in_formula(link.span));
            links
        })
    }

    /// Whether markdownlint takes what stands there for a formula, which has no Markdown in it. To us that is up to the platform.
    #[must_use]
    pub fn in_formula(&self, span: Span) -> bool {
        self.is_markdownlint() && is_inside(self.doc, self.formulas.get_or_init(|| formulas(self.doc)), span)
    }

    /// What looks like a link and is text, in order of place, looked for when a rule first asks.
    pub fn literals(&self) -> &[Literal] {
        self.literals.get_or_init(|| literals(self.doc))
    }

    /// The kind of document this is to its platform; nothing where the platform has no say in its front matter.
    #[must_use]
    pub fn kind(&self) -> Option<&'a DocumentKind> {
        *self.kind.get_or_init(|| self.platform.document(&self.facts.path))
    }
}

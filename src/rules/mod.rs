//! The rules and their list. Rules never name each other.

use crate::rule::Entry;

macro_rules! rules {
    ($($name:literal: $module:ident::$rule:ident,)*) => {
        $(mod $module;)*

        /// All rules, sorted by name.
        pub(crate) const RULES: &[Entry] = &[
            $(Entry::new::<$module::$rule>($name, include_str!(concat!("../../rules/", $name, ".md"))),)*
        ];
    };
}

rules! {
    "blank-lines-multiple": blank_lines_multiple::BlankLinesMultiple,
    "comment-printed": comment_printed::CommentPrinted,
    "container-title": container_title::ContainerTitle,
    "container-unclosed": container_unclosed::ContainerUnclosed,
    "container-unknown": container_unknown::ContainerUnknown,
    "directive-unused": directive_unused::DirectiveUnused,
    "embed-argument": embed_argument::EmbedArgument,
    "embed-trailing-text": embed_trailing_text::EmbedTrailingText,
    "embed-unknown": embed_unknown::EmbedUnknown,
    "emoji-shortcode": emoji_shortcode::EmojiShortcode,
    "emphasis-ineffective": emphasis_ineffective::EmphasisIneffective,
    "fence-language": fence_language::FenceLanguage,
    "fence-unclosed": fence_unclosed::FenceUnclosed,
    "final-newline": final_newline::FinalNewline,
    "front-matter-date": front_matter_date::FrontMatterDate,
    "front-matter-duplicate-slug": front_matter_duplicate_slug::FrontMatterDuplicateSlug,
    "front-matter-emoji": front_matter_emoji::FrontMatterEmoji,
    "front-matter-file-name": front_matter_file_name::FrontMatterFileName,
    "front-matter-key": front_matter_key::FrontMatterKey,
    "front-matter-missing": front_matter_missing::FrontMatterMissing,
    "front-matter-schema": front_matter_schema::FrontMatterSchema,
    "front-matter-syntax": front_matter_syntax::FrontMatterSyntax,
    "front-matter-tags": front_matter_tags::FrontMatterTags,
    "hatena-fotolife": hatena_fotolife::HatenaFotolife,
    "heading-blank-lines": heading_blank_lines::HeadingBlankLines,
    "heading-duplicate": heading_duplicate::HeadingDuplicate,
    "heading-empty": heading_empty::HeadingEmpty,
    "heading-increment": heading_increment::HeadingIncrement,
    "heading-missing-space": heading_missing_space::HeadingMissingSpace,
    "heading-single-h1": heading_single_h1::HeadingSingleH1,
    "heading-trailing-punctuation": heading_trailing_punctuation::HeadingTrailingPunctuation,
    "html-not-rendered": html_not_rendered::HtmlNotRendered,
    "image-alt": image_alt::ImageAlt,
    "image-local": image_local::ImageLocal,
    "link-anchor": link_anchor::LinkAnchor,
    "link-empty": link_empty::LinkEmpty,
    "link-file": link_file::LinkFile,
    "link-undefined-reference": link_undefined_reference::LinkUndefinedReference,
    "list-marker-style": list_marker_style::ListMarkerStyle,
    "name-abbreviation": name_abbreviation::NameAbbreviation,
    "name-canonical": name_canonical::NameCanonical,
    "name-consistent": name_consistent::NameConsistent,
    "name-event": name_event::NameEvent,
    "name-retired": name_retired::NameRetired,
    "name-typo": name_typo::NameTypo,
    "shortcode-syntax": shortcode_syntax::ShortcodeSyntax,
    "strikethrough-single-tilde": strikethrough_single_tilde::StrikethroughSingleTilde,
    "tab-hard": tab_hard::TabHard,
    "trailing-space": trailing_space::TrailingSpace,
}

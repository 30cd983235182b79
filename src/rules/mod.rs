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
    "footnote-duplicate": footnote_duplicate::FootnoteDuplicate,
    "footnote-undefined": footnote_undefined::FootnoteUndefined,
    "footnote-unused": footnote_unused::FootnoteUnused,
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
    "link-bare-domain": link_bare_domain::LinkBareDomain,
    "link-dead": link_dead::LinkDead,
    "link-destination-space": link_destination_space::LinkDestinationSpace,
    "link-duplicate-definition": link_duplicate_definition::LinkDuplicateDefinition,
    "link-duplicate-talk": link_duplicate_talk::LinkDuplicateTalk,
    "link-empty": link_empty::LinkEmpty,
    "link-event-mismatch": link_event_mismatch::LinkEventMismatch,
    "link-file": link_file::LinkFile,
    "link-fullwidth": link_fullwidth::LinkFullwidth,
    "link-insecure": link_insecure::LinkInsecure,
    "link-moved": link_moved::LinkMoved,
    "link-private-document": link_private_document::LinkPrivateDocument,
    "link-protocol-relative": link_protocol_relative::LinkProtocolRelative,
    "link-reversed": link_reversed::LinkReversed,
    "link-shortener": link_shortener::LinkShortener,
    "link-swallows-text": link_swallows_text::LinkSwallowsText,
    "link-text-generic": link_text_generic::LinkTextGeneric,
    "link-text-is-url": link_text_is_url::LinkTextIsUrl,
    "link-text-mismatch": link_text_mismatch::LinkTextMismatch,
    "link-text-placeholder": link_text_placeholder::LinkTextPlaceholder,
    "link-tracking": link_tracking::LinkTracking,
    "link-undefined-reference": link_undefined_reference::LinkUndefinedReference,
    "link-unused-definition": link_unused_definition::LinkUnusedDefinition,
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

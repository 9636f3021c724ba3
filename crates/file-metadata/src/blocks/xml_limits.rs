//! What an XML text costs a parser, found out beforehand. The one for XMP calls itself for each level, compares all attributes of
//! an element with each other, and copies the namespaces of the elements around for each element that adds one.

/// The deepest elements. Those of XMP have a dozen levels.
const MAX_DEPTH: usize = 100;

/// The most attributes of an element. Development settings have some hundred.
const MAX_ATTRIBUTES: usize = 2000;

/// The most declarations of namespaces.
const MAX_NAMESPACES: usize = 1000;

/// Whether a parser stays fast and small.
pub(super) fn is_reasonable(text: &str) -> bool {
    let mut rest = text;
    let (mut depth, mut namespaces) = (0_usize, 0);
    while let Some((_, after)) = rest.split_once('<') {
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">"), ("/", ">")]
            .into_iter()
            .find(|(start, _)| after.starts_with(start));
        if let Some((start, end)) = skipped {
            if start == "/" {
                depth = depth.saturating_sub(1);
            }
            let Some((_, next)) = after.split_once(end) else {
                return true;
            };
            rest = next;
            continue;
        }
        let tag = tag(after);
        namespaces += tag.namespaces;
        depth += 1;
        if depth > MAX_DEPTH || tag.attributes > MAX_ATTRIBUTES || namespaces > MAX_NAMESPACES {
            return false;
        }
        if tag.is_closed {
            depth -= 1;
        }
        rest = after.get(tag.length..).unwrap_or_default();
    }
    true
}

/// A tag that opens an element.
struct Tag {
    attributes: usize,
    namespaces: usize,
    /// Whether it also closes the element.
    is_closed: bool,
    /// In bytes, with its end.
    length: usize,
}

/// The tag that begins here. A value in quotation marks can contain what looks like its end.
fn tag(text: &str) -> Tag {
    let bytes = text.as_bytes();
    let mut tag = Tag {
        attributes: 0,
        namespaces: 0,
        is_closed: false,
        length: bytes.len(),
    };
    let mut quoted = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (quoted, byte) {
            (Some(mark), byte) if mark == *byte => quoted = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quoted = Some(*byte),
            (None, b'=') => tag.attributes += 1,
            (None, b'x') if text.get(at..).is_some_and(|rest| rest.starts_with("xmlns")) => tag.namespaces += 1,
            (None, b'>') => {
                tag.is_closed = at > 0 && bytes.get(at - 1) == Some(&b'/');
                tag.length = at + 1;
                break;
            }
            _ => {}
        }
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::is_reasonable;

    #[test]
    fn only_what_no_program_writes_is_too_much() {
        let nested = |levels: usize| "<a>".repeat(levels);
        let attributes = |count: usize| format!("<a{}/>", " b='c'".repeat(count));
        assert!(is_reasonable(&nested(100)) && !is_reasonable(&nested(101)));
        assert!(is_reasonable(&attributes(2000)) && !is_reasonable(&attributes(2001)));
        assert!(is_reasonable(&"<a/><b></b>".repeat(1000)));
        assert!(!is_reasonable(&"<a xmlns:b='c'/>".repeat(1001)));
        // What only looks like an end.
        for fake in [
            "<a b='/>'>",
            "<a><!-- </a> -->",
            "<a><![CDATA[</a>]]>",
            "<a><?x </a> ?>",
        ] {
            assert!(!is_reasonable(&fake.repeat(101)), "{fake}");
        }
        for text in ["", "<", "<a", "<!--", "<a b='", "</a></a><a>", "a = b"] {
            assert!(is_reasonable(text), "{text}");
        }
    }
}

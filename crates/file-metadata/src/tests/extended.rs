//! XMP that doesn't fit into one segment of a JPEG.

use super::*;

const NAME: &str = "0123456789ABCDEF0123456789ABCDEF";

fn packet(properties: &str) -> String {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
        xmlns:xmpNote="http://ns.adobe.com/xmp/note/">
        <rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"#
    )
}

fn caption(text: &str) -> String {
    format!(r#"<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:description>"#)
}

fn segment(signature: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + signature.len() + content.len())
        .unwrap()
        .to_be_bytes();
    [b"\xff\xe1".as_slice(), &length, signature, content].concat()
}

fn extension(name: &str, length: usize, at: usize, part: &[u8]) -> Vec<u8> {
    let [length, at] = [length, at].map(|number| u32::try_from(number).unwrap().to_be_bytes());
    let content = [name.as_bytes(), &length, &at, part].concat();
    segment(b"http://ns.adobe.com/xmp/extension/\0", &content)
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let note = format!("<xmpNote:HasExtendedXMP>{NAME}</xmpNote:HasExtendedXMP><photoshop:City>Porto</photoshop:City>");
    let main = segment(b"http://ns.adobe.com/xap/1.0/\0", packet(&note).as_bytes());
    [b"\xff\xd8".as_slice(), &main, &segments.concat(), b"\xff\xd9"].concat()
}

#[test]
fn a_caption_that_continues_in_other_segments_is_read_and_incomplete_or_strange_ones_are_not() {
    let long = packet(&caption(&format!("Harbor at dawn {}", "x".repeat(100))));
    let bytes = long.as_bytes();
    let (first, second) = bytes.split_at(200);
    let of = |name: &str| {
        [
            extension(name, bytes.len(), 200, second),
            extension(name, bytes.len(), 0, first),
        ]
    };
    let read = |segments: &[Vec<u8>]| {
        let metadata = read_bytes(&jpeg(segments));
        assert_eq!(metadata.get(Field::City), Some("Porto"));
        metadata.get(Field::Caption).map(|caption| caption[..14].to_owned())
    };
    let [last, begin] = of(NAME);
    assert_eq!(
        read(&[last.clone(), begin.clone()]).as_deref(),
        Some("Harbor at dawn"),
        "in any order"
    );
    assert_eq!(
        read(&[begin.clone(), last, begin.clone()]).as_deref(),
        Some("Harbor at dawn")
    );
    assert_eq!(read(std::slice::from_ref(&begin)), None);
    assert_eq!(read(&[begin.clone(), extension(NAME, bytes.len(), 201, second)]), None);
    assert_eq!(read(&[begin, extension(NAME, bytes.len() + 1, 200, second)]), None);
    assert_eq!(
        read(&of("FEDCBA9876543210FEDCBA9876543210")),
        None,
        "the packet names another"
    );
    assert_eq!(
        read(&[segment(b"http://ns.adobe.com/xmp/extension/\0", b"short")]),
        None
    );
}

#[test]
fn a_packet_in_an_svg_is_read_and_an_unfinished_one_is_not() {
    let packet = packet(&caption("Harbor"));
    let begin = "<?xml version=\"1.0\"?><!DOCTYPE svg><svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>";
    let picture = format!("{begin}<?xpacket begin=\"\"?>{packet}<?xpacket end=\"w\"?></metadata></svg>");
    for text in [
        picture.clone(),
        format!("\u{feff}{picture}"),
        picture.replace("<?xml version=\"1.0\"?><!DOCTYPE svg>", " \n"),
    ] {
        let metadata = read_bytes(text.as_bytes());
        assert_eq!(metadata.get(Field::Caption), Some("Harbor"), "{text}");
    }
    for text in [&picture[..picture.len() - 60], begin, "<svg/>", "<html></html>"] {
        assert!(read_bytes(text.as_bytes()).is_empty(), "{text}");
    }
}

#[test]
fn what_the_packet_itself_says_counts_before_its_extension() {
    let city = packet("<photoshop:City>Elsewhere</photoshop:City><photoshop:Credit>Agency</photoshop:Credit>");
    let metadata = read_bytes(&jpeg(&[extension(NAME, city.len(), 0, city.as_bytes())]));
    assert_eq!(metadata.get(Field::City), Some("Porto"));
    assert_eq!(metadata.get(Field::Credit), Some("Agency"));
}

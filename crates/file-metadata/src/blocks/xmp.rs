//! XMP packets: properties of the main resource, in RDF as ISO 16684-1 restricts it.

use roxmltree::{Document, Node, ParsingOptions};

use super::xml_limits;
use crate::{Field, Gps, gathered::Values, parts::MAX_PARTS, text::decode_utf16};

/// The most nodes of a packet. Edit histories are long, but not this long.
const MAX_NODES: u32 = 200_000;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
const EXIF_EX: &str = "http://cipa.jp/exif/1.0/";
const AUX: &str = "http://ns.adobe.com/exif/1.0/aux/";
const NOTE: &str = "http://ns.adobe.com/xmp/note/";
const IPTC_EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

/// The property of each field, in order of preference.
const PLACES: [(Field, &str, &str); 14] = [
    (Field::Creator, DC, "creator"),
    (Field::Title, DC, "title"),
    (Field::Headline, PHOTOSHOP, "Headline"),
    (Field::Caption, DC, "description"),
    (Field::Credit, PHOTOSHOP, "Credit"),
    (Field::Copyright, DC, "rights"),
    (Field::Make, TIFF, "Make"),
    (Field::Model, TIFF, "Model"),
    (Field::Lens, EXIF_EX, "LensModel"),
    (Field::Lens, AUX, "Lens"),
    (Field::Taken, EXIF, "DateTimeOriginal"),
    (Field::Taken, PHOTOSHOP, "DateCreated"),
    (Field::City, PHOTOSHOP, "City"),
    (Field::Country, PHOTOSHOP, "Country"),
];

/// Reads a packet.
pub(crate) fn read(packet: &[u8], values: &mut Values) {
    drop(read_first(packet, values));
}

/// Reads a packet. Returns the name of its extension, if it has one.
pub(crate) fn read_first(packet: &[u8], values: &mut Values) -> Option<String> {
    let text = decode(packet);
    if !xml_limits::is_reasonable(&text) {
        return None;
    }
    let options = ParsingOptions {
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let Ok(document) =
        Document::parse_with_options(text.trim_matches(['\0', '\u{feff}', ' ', '\n', '\r', '\t']), options)
    else {
        return None;
    };
    let is_main = |node: &Node<'_, '_>| {
        let parent = node.parent_element();
        node.has_tag_name((RDF, "Description")) && parent.is_some_and(|parent| parent.has_tag_name((RDF, "RDF")))
    };
    let main: Vec<_> = document.descendants().filter(is_main).collect();
    for (field, namespace, name) in PLACES {
        values.add_all(field, texts(&main, namespace, name).iter().map(String::as_str));
    }
    for structure in ["LocationCreated", "LocationShown"] {
        for (field, name) in [(Field::City, "City"), (Field::Country, "CountryName")] {
            let found = main.iter().find_map(|main| child(*main, IPTC_EXT, structure));
            if let Some(text) = found.and_then(|place| inside(place, name)) {
                values.add(field, &text);
            }
        }
    }
    let (latitude, longitude) = (texts(&main, EXIF, "GPSLatitude"), texts(&main, EXIF, "GPSLongitude"));
    if let (Some(latitude), Some(longitude)) = (latitude.first(), longitude.first()) {
        values.set_gps(Gps::of_xmp(latitude, longitude));
    }
    texts(&main, NOTE, "HasExtendedXMP").into_iter().next()
}

fn decode(packet: &[u8]) -> String {
    match packet {
        [0xfe, 0xff, ..] => decode_utf16(packet, true),
        [0xff, 0xfe, ..] => decode_utf16(packet, false),
        _ => String::from_utf8_lossy(packet).into_owned(),
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, namespace: &str, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name((namespace, name)))
}

/// The texts of a property: one, or the items of a list. Of alternatives only the default language.
fn texts(main: &[Node<'_, '_>], namespace: &str, name: &str) -> Vec<String> {
    let attribute = main.iter().find_map(|main| main.attribute((namespace, name)));
    if let Some(text) = attribute {
        return vec![text.to_owned()];
    }
    let Some(property) = main.iter().find_map(|main| child(*main, namespace, name)) else {
        return Vec::new();
    };
    if let Some(alternatives) = child(property, RDF, "Alt") {
        let items: Vec<_> = items(alternatives).collect();
        let is_default = |item: &&Node<'_, '_>| {
            item.attribute(("http://www.w3.org/XML/1998/namespace", "lang")) == Some("x-default")
        };
        return items
            .iter()
            .find(is_default)
            .or(items.first())
            .map(|item| text_of(*item))
            .into_iter()
            .collect();
    }
    if let Some(list) = ["Seq", "Bag"].iter().find_map(|kind| child(property, RDF, kind)) {
        return items(list).map(text_of).take(MAX_PARTS + 1).collect();
    }
    vec![text_of(property)]
}

fn items<'a, 'i: 'a>(list: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    list.children().filter(|child| child.has_tag_name((RDF, "li")))
}

/// The text of a simple value.
fn text_of(node: Node<'_, '_>) -> String {
    node.children()
        .filter_map(|child| child.is_text().then(|| child.text()).flatten())
        .collect()
}

/// A field of the first structure inside of a property, however it is written.
fn inside(property: Node<'_, '_>, name: &str) -> Option<String> {
    property.descendants().find_map(|node| {
        let attribute = node.attribute((IPTC_EXT, name)).map(str::to_owned);
        attribute.or_else(|| node.has_tag_name((IPTC_EXT, name)).then(|| text_of(node)))
    })
}

//! Formulas (MathML) as a line of text.

use dom_query::NodeRef;

use super::super::raised::{Raised, raised};
use crate::text::clean_line;

/// Elements of the longest formula that is set into the line.
const MOST: usize = 400;

/// How deep a formula is read.
const DEEPEST: u32 = 40;

/// A formula by the words that its author gives for it, else as it reads from left to right;
/// `None` where it is empty or too long.
pub(super) fn line(node: &NodeRef<'_>) -> Option<String> {
    if node.descendants_it().take(MOST + 1).count() > MOST {
        return alttext(node);
    }
    let read = clean_line(&read(node, DEEPEST));
    if read.is_empty() { alttext(node) } else { Some(read) }
}

fn alttext(node: &NodeRef<'_>) -> Option<String> {
    Some(clean_line(&node.attr("alttext")?)).filter(|words| !words.is_empty())
}

fn read(node: &NodeRef<'_>, left: u32) -> String {
    if node.is_text() {
        return node.text().trim().to_owned();
    }
    let Some(left) = left.checked_sub(1) else { return String::new() };
    let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
    let parts: Vec<NodeRef<'_>> = node
        .children_it(false)
        .filter(|node| node.is_element() || !node.text().trim().is_empty())
        .collect();
    let part = |at: usize| parts.get(at).map(|part| read(part, left)).unwrap_or_default();
    let all = || parts.iter().map(|part| read(part, left)).collect::<String>();
    let set = |base: &str, words: &str, way| {
        let words = words.trim();
        let sign = if way == Raised::Super { "^" } else { "_" };
        raised(words, way, Some('x')).filter(|_| !words.is_empty()).map_or_else(
            || if words.is_empty() { base.to_owned() } else { format!("{base}{sign}({words})") },
            |words| format!("{base}{words}"),
        )
    };
    match name.as_str() {
        "annotation" | "annotation-xml" => String::new(),
        "semantics" => part(0),
        "msup" | "mover" => set(&part(0), &part(1), Raised::Super),
        "msub" | "munder" => set(&part(0), &part(1), Raised::Sub),
        "msubsup" | "munderover" => {
            set(&set(&part(0), &part(1), Raised::Sub), &part(2), Raised::Super)
        }
        "mfrac" => format!("{}/{}", grouped(&part(0)), grouped(&part(1))),
        "msqrt" => format!("√{}", grouped(&all())),
        "mroot" => format!(
            "{}√{}",
            raised(&part(1), Raised::Super, Some('x')).unwrap_or_default(),
            grouped(&part(0))
        ),
        "mo" => {
            let sign = all();
            match sign.as_str() {
                "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => String::new(),
                "=" | "+" | "−" | "<" | ">" | "≤" | "≥" | "≈" | "≠" | "→" | "±" | "×" | "·" =>
                {
                    format!(" {sign} ")
                }
                "," | ";" => format!("{sign} "),
                _ => sign,
            }
        }
        "mtd" => format!("{} ", all()),
        "mtr" => format!("{}; ", all().trim_end()),
        "mspace" => " ".to_owned(),
        _ => all(),
    }
}

/// Words in brackets unless they are one number or name.
fn grouped(words: &str) -> String {
    let words = words.trim();
    if words.chars().all(char::is_alphanumeric) || words.starts_with('(') && words.ends_with(')') {
        words.to_owned()
    } else {
        format!("({words})")
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_formula_reads_from_left_to_right() {
        let read = |inner: &str| {
            let tree = dom_query::Document::fragment(format!("<math>{inner}</math>"));
            let node = tree.select("math").nodes()[0];
            line(&node)
        };
        assert_eq!(
            read("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>").as_deref(),
            Some("E = mc²")
        );
        assert_eq!(
            read("<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac>").as_deref(),
            Some("(a + 1)/2")
        );
        assert_eq!(read(""), None);
    }
}

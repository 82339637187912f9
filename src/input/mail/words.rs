//! The words of a part whose character set is unknown, wrong or not told: as of any other text, they
//! are read in the one that its bytes tell.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders};

use crate::input::{Hints, charset};

/// `text` as the parser read it, or read anew where it holds characters that are none.
pub(super) fn words(parsed: &Message<'_>, part: &MessagePart<'_>, text: &str) -> String {
    if !text.contains('\u{fffd}') {
        return text.to_owned();
    }
    read_anew(parsed, part).unwrap_or_else(|| text.to_owned())
}

fn read_anew(parsed: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let (begin, end) = (part.offset_body as usize, part.offset_end as usize);
    let raw = parsed.raw_message().get(begin..end)?;
    let bytes = match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw)?,
    };
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    let hints = Hints {
        content_type: declared.map(|label| format!("text/plain; charset={label}")),
        ..Hints::default()
    };
    charset::decode(bytes, &hints).ok()
}

//! The bytes of a mail taken apart.

use std::collections::HashSet;

use jiff::Timestamp;
use mail_parser::{Address, Message as Parsed, MessageParser, MimeHeaders, PartType};

use crate::input::{Hints, Kind};
use crate::text::clean_line;

/// So many bytes of a beginning are looked at to tell a mail.
const HEAD: usize = 16 * 1024;
/// Attachments that are named; more are counted.
pub(super) const MOST_ATTACHMENTS: usize = 50;

/// What a mail says. Names and titles are clean lines.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub subject: Option<String>,
    /// Who wrote it: the name, else the address.
    pub from: Option<String>,
    pub date: Option<Timestamp>,
    pub language: Option<String>,
    pub body: Body,
    pub attachments: Vec<Attachment>,
    /// Attachments beyond [`MOST_ATTACHMENTS`].
    pub more_attachments: usize,
    /// Where one leaves the list (RFC 2369), an address of the web.
    pub unsubscribe: Option<String>,
    /// Of a saved page: the address that it was saved from.
    pub saved_from: Option<String>,
}

#[derive(Debug, Default)]
pub(super) enum Body {
    #[default]
    None,
    Html(String),
    Text(String),
}

#[derive(Debug)]
pub(super) struct Attachment {
    /// Its file's name or the subject of a mail in the mail; may be empty.
    pub name: String,
    pub media_type: String,
    pub bytes: usize,
}

/// Whether the bytes are one mail: by what is said of them, or because they begin with the header
/// lines that each mail has.
pub(crate) fn is_mail(bytes: &[u8], hints: &Hints) -> bool {
    if let Some(kind) = hints.kind {
        return kind == Kind::Mail;
    }
    let media = hints.media_type().unwrap_or_default();
    if ["message/rfc822", "multipart/related", "application/x-mimearchive"].contains(&&*media) {
        return true;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let named = hints.ending().is_some_and(|ending| ["eml", "mht", "mhtml"].contains(&&*ending));
    header_names(head).is_some_and(|names| if named { names.count >= 1 } else { names.is_mail() })
}

/// The header lines at a beginning.
struct HeaderNames {
    /// How many kinds of those that mail has.
    count: usize,
    /// Some are as only programs write them.
    by_program: bool,
}

impl HeaderNames {
    fn is_mail(&self) -> bool {
        self.by_program && self.count >= 3
    }
}

/// `None` where something else than header lines stands between them.
fn header_names(head: &[u8]) -> Option<HeaderNames> {
    const TELLING: [&str; 8] = [
        "from",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "date",
        "to",
        "content-type",
    ];
    let mut seen = [false; TELLING.len()];
    let (mut has_address, mut has_moment) = (false, false);
    let mut lines = head.split(|byte| *byte == b'\n').peekable();
    // The line of a mailbox before a mail that was cut out of it.
    lines.next_if(|line| line.starts_with(b"From "));
    while let Some(line) = lines.next() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        // The last line of what was looked at may be cut anywhere.
        if line.starts_with(b" ") || line.starts_with(b"\t") || lines.peek().is_none() {
            continue;
        }
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return None;
        }
        if let Some(at) =
            TELLING.iter().position(|known| name.eq_ignore_ascii_case(known.as_bytes()))
        {
            seen[at] = true;
            let value = line[colon + 1..].trim_ascii();
            has_address |= TELLING[at] == "from" && value.contains(&b'@');
            has_moment |= TELLING[at] == "date" && is_moment(value);
        }
    }
    // “From:” stands in other texts, too; what a mail server or program writes does not: nor do an
    // address and the time of a zone together.
    let by_program = seen[1] || seen[2] || seen[3] || seen[4] || has_address && has_moment;
    Some(HeaderNames { count: seen.iter().filter(|seen| **seen).count(), by_program })
}

/// Whether this is a date of RFC 5322 with its zone.
fn is_moment(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|date| jiff::fmt::rfc2822::parse(date).is_ok())
}

impl Message {
    /// Takes a mail apart; `None` where there is none. Mails within it are attachments.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let from_line = bytes.starts_with(b"From ").then(|| bytes.iter().position(|b| *b == b'\n'));
        let bytes = from_line.flatten().map_or(bytes, |end| &bytes[end + 1..]);
        let parsed = MessageParser::default().parse(bytes)?;
        let mut attachments = Vec::new();
        let mut more_attachments = 0;
        // Of a mail of parts that does not tell what divides them, the whole is its text.
        let undivided = undivided(&parsed);
        let html = whole(&parsed, &parsed.html_body, |part| match part {
            PartType::Html(html) => Some(html),
            _ => None,
        });
        let shown = html.as_deref().map(shown_parts).unwrap_or_default();
        for part in parsed.attachments().filter(|_| undivided.is_none()) {
            if part.content_id().is_some_and(|id| shown.contains(id)) {
                continue;
            }
            if attachments.len() == MOST_ATTACHMENTS {
                more_attachments += 1;
                continue;
            }
            let subject = match &part.body {
                PartType::Message(message) => message.subject(),
                _ => None,
            };
            attachments.push(Attachment {
                name: clean_line(part.attachment_name().or(subject).unwrap_or_default()),
                media_type: part.content_type().map(media_type).unwrap_or_default(),
                bytes: part.contents().len(),
            });
        }
        let text = || {
            whole(&parsed, &parsed.text_body, |part| match part {
                PartType::Text(text) => Some(text),
                _ => None,
            })
        };
        let line = |words: &str| Some(clean_line(words)).filter(|line| !line.is_empty());
        Some(Self {
            subject: parsed.subject().and_then(line),
            from: parsed.from().or_else(|| parsed.sender()).and_then(writer),
            date: parsed
                .date()
                .filter(|date| date.is_valid())
                .and_then(|date| Timestamp::from_second(date.to_timestamp()).ok()),
            language: parsed.content_language().as_text().and_then(line),
            body: html
                .map(Body::Html)
                .or_else(|| text().or(undivided).map(Body::Text))
                .unwrap_or_default(),
            attachments,
            more_attachments,
            unsubscribe: parsed.header_raw("List-Unsubscribe").and_then(web_address),
            saved_from: parsed
                .header_raw("Snapshot-Content-Location")
                .and_then(|raw| line(raw.trim()))
                .or_else(|| location(&parsed)),
        })
    }
}

/// What a mail says that is one part and calls itself several.
fn undivided(parsed: &Parsed<'_>) -> Option<String> {
    let [part] = &*parsed.parts else { return None };
    let is_of_parts = part.content_type().is_some_and(|kind| kind.ctype() == "multipart");
    is_of_parts.then(|| String::from_utf8_lossy(part.contents()).into_owned())
}

/// The parts of one kind in their order, each as a text; `None` where there is none.
fn whole<'a>(
    parsed: &'a Parsed<'_>,
    parts: &[u32],
    of_kind: impl Fn(&'a PartType<'_>) -> Option<&'a std::borrow::Cow<'a, str>>,
) -> Option<String> {
    let mut whole: Option<String> = None;
    for part in parts.iter().filter_map(|part| parsed.part(*part)) {
        let Some(text) = of_kind(&part.body) else { continue };
        match &mut whole {
            Some(whole) => {
                whole.push('\n');
                whole.push_str(text);
            }
            None => whole = Some(text.clone().into_owned()),
        }
    }
    whole.filter(|whole| !whole.trim().is_empty())
}

/// The names of the parts that markup shows where it stands (RFC 2392): "cid:NAME".
fn shown_parts(html: &str) -> HashSet<&str> {
    let names = html.split("cid:").skip(1);
    names.map(|rest| rest.split(['"', '\'', ' ', ')', '>', '&']).next().unwrap_or(rest)).collect()
}

/// The name of who wrote, without the marks around it; else the address.
fn writer(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    let name = first.name.as_deref().map(|name| clean_line(name.trim_matches(['"', '\'', ' '])));
    let address = || first.address.as_deref().map(clean_line);
    name.filter(|name| !name.is_empty()).or_else(address).filter(|words| !words.is_empty())
}

fn media_type(kind: &mail_parser::ContentType<'_>) -> String {
    let sub = kind.subtype().unwrap_or("*");
    clean_line(&format!("{}/{sub}", kind.ctype())).to_ascii_lowercase()
}

/// The first address of the web in angle brackets.
fn web_address(raw: &str) -> Option<String> {
    let address = raw.split('<').skip(1).find_map(|part| {
        let address = part.split('>').next()?.trim();
        address.starts_with("http").then(|| address.split_whitespace().collect::<String>())
    })?;
    crate::input::address::resolve(&address, None)
}

/// Of a page saved as MHTML by other programs: where its first part was.
fn location(parsed: &Parsed<'_>) -> Option<String> {
    let part = parsed.html_body.first().and_then(|part| parsed.part(*part))?;
    let location = part.content_location()?;
    crate::input::address::resolve(location, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_told_by_its_header() {
        let of = |text: &str| is_mail(text.as_bytes(), &Hints::default());
        assert!(of(
            "From: a@b.example\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\r\nHello"
        ));
        assert!(of("Received: from x\n by y\nReturn-Path: <a@b.example>\nTo: c\n\nHello"));
        assert!(!of("From: the desk\nDate: today\nTo: all\n\nA story with a header of its own."));
        assert!(!of("He wrote from:\n\nMIME-Version: 1.0\n"));
        assert!(!of("Title: X\nnot a header\nMessage-ID: <1>\nFrom: y\nTo: z\n"));
        let named = Hints { source: Some("a.eml".into()), ..Hints::default() };
        assert!(is_mail(b"Subject: x\nMessage-ID: <1@a>\n\nHello", &named));
    }

    #[test]
    fn a_mail_without_the_marks_of_a_server_is_told_by_address_and_moment() {
        let of = |text: &str| is_mail(text.as_bytes(), &Hints::default());
        let moment = "Mon, 2 Mar 2026 10:00:00 +0000";
        assert!(of(&format!("From: A <a@b.example>\nTo: c@b.example\nDate: {moment}\n\nHello")));
        assert!(!of(&format!("From: our desk\nTo: all\nDate: {moment}\n\nHello")));
        assert!(!of("From: a@b.example\nTo: all\nDate: 2 March\n\nHello"));
        let named = Hints { source: Some("a.eml".into()), ..Hints::default() };
        assert!(is_mail(b"From: a@b.example\nSubject: x\n\nHello", &named));
    }

    #[test]
    fn a_mail_of_parts_that_nothing_divides_is_read_whole() {
        let mail = "MIME-Version: 1.0\nFrom: a@b.example\nContent-Type: multipart/mixed\n\n\
            --x\nContent-Type: text/plain\n\nThe quay opens.\n--x--\n";
        let read = Message::read(mail.as_bytes()).expect("a mail");
        assert!(matches!(&read.body, Body::Text(text) if text.contains("The quay opens.")));
        assert!(read.attachments.is_empty());
    }

    #[test]
    fn encoded_words_parts_and_the_way_out_are_read() {
        let mail = "From: =?utf-8?q?Redaktion_K=C3=BCste?= <brief@kueste.example>\r\n\
            Subject: =?utf-8?b?RGllIFdvY2hlIGFtIEhhZmVu?=\r\n\
            Date: Tue, 3 Mar 2026 08:15:00 +0100\r\nMIME-Version: 1.0\r\n\
            List-Unsubscribe: <mailto:out@kueste.example>, <https://kueste.example/out?u=7>\r\n\
            Content-Type: multipart/mixed; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Die Br=FCcke ist fertig.\r\n--b\r\nContent-Type: application/pdf; name=plan.pdf\r\n\
            Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\n\
            JVBERi0=\r\n--b--\r\n";
        let read = Message::read(mail.as_bytes()).expect("a mail");
        assert_eq!(read.subject.as_deref(), Some("Die Woche am Hafen"));
        assert_eq!(read.from.as_deref(), Some("Redaktion Küste"));
        assert_eq!(read.date.map(|date| date.to_string()).as_deref(), Some("2026-03-03T07:15:00Z"));
        assert_eq!(read.unsubscribe.as_deref(), Some("https://kueste.example/out?u=7"));
        assert!(matches!(&read.body, Body::Text(text) if text.contains("Brücke")), "{read:?}");
        assert_eq!(read.attachments.len(), 1);
        assert_eq!((&*read.attachments[0].name, read.attachments[0].bytes), ("plan.pdf", 5));
    }

    #[test]
    fn mails_in_mails_in_mails_end() {
        let mut mail = String::new();
        for depth in 0..1000 {
            mail.push_str(&format!(
                "MIME-Version: 1.0\nFrom: a@b.example\nSubject: {depth}\nContent-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\nContent-Type: message/rfc822\n\n"
            ));
        }
        mail.push_str("Subject: innermost\n\nWords\n");
        let read = Message::read(mail.as_bytes()).expect("a mail");
        assert_eq!(read.subject.as_deref(), Some("0"));
    }

    #[test]
    fn a_mail_of_very_many_parts_names_some_and_counts_the_rest() {
        let part =
            "--b\nContent-Type: image/png; name=x.png\nContent-Disposition: attachment\n\nx\n";
        let mail = format!(
            "MIME-Version: 1.0\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n{}--b--\n",
            part.repeat(20_000)
        );
        let read = Message::read(mail.as_bytes()).expect("a mail");
        assert_eq!(read.attachments.len() + read.more_attachments, 20_000);
        assert_eq!(read.attachments.len(), MOST_ATTACHMENTS);
    }
}

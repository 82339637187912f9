//! The bytes of a mail taken apart.

use std::collections::HashSet;

use super::words::words;
use jiff::Timestamp;
use mail_parser::{Address, Message as Parsed, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::input::{Hints, Kind};
use crate::text::clean_line;

/// So many bytes of a beginning are looked at to tell a mail.
const HEAD: usize = 16 * 1024;
/// Attachments that are named; more are counted.
pub(super) const MOST_ATTACHMENTS: usize = 50;

/// Bytes of an address at most (RFC 5321, section 4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;
/// Bytes of what a program calls a mail at most: a line's (RFC 5322, section 2.1.1).
const LONGEST_ID: usize = 998;
/// Mails that hold nothing but another mail are opened so far.
const DEEPEST: usize = 8;

/// What a mail says. Names and titles are clean lines.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub subject: Option<String>,
    /// Who wrote it: the name, else the address.
    pub from: Option<String>,
    /// The address that sent it, in small letters.
    pub sender: Option<String>,
    /// What the sender's program calls it.
    pub id: Option<String>,
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
        Self::read_at(bytes, 0)
    }

    fn read_at(bytes: &[u8], depth: usize) -> Option<Self> {
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
        let stray = stray(&parsed).filter(|_| html.is_none() && undivided.is_none());
        let html = html.or_else(|| {
            let text = String::from_utf8_lossy(stray?.contents());
            Some(words(&parsed, stray?, &text))
        });
        let shown = html.as_deref().map(shown_parts).unwrap_or_default();
        for part in parsed.attachments().filter(|_| undivided.is_none()) {
            let is_shown = part.content_id().is_some_and(|id| shown.contains(id));
            if is_shown || stray.is_some_and(|stray| std::ptr::eq(stray, part)) {
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
        let sender = parsed.from().or_else(|| parsed.sender()).and_then(address);
        let id = parsed.message_id().and_then(line).filter(|id| id.len() <= LONGEST_ID);
        if let (None, Some(inner), true) = (&html, only_mail(&parsed), depth < DEEPEST)
            && text().is_none()
            && let Some(inner) = Self::read_at(inner, depth + 1)
        {
            // A letter that was sent on is what it says, from who sent it on.
            return Some(Self { sender, id, ..inner });
        }
        Some(Self {
            subject: parsed.subject().and_then(line),
            from: parsed.from().or_else(|| parsed.sender()).and_then(writer),
            sender,
            id,
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
            unsubscribe: parsed.header_raw("List-Unsubscribe").and_then(way_out),
            saved_from: parsed
                .header_raw("Snapshot-Content-Location")
                .and_then(|raw| line(raw.trim()))
                .or_else(|| location(&parsed)),
        })
    }
}

/// The HTML of a letter whose parts are never closed, which the parser takes for an attachment: it
/// has no name and is not said to be one.
fn stray<'a>(parsed: &'a Parsed<'_>) -> Option<&'a MessagePart<'a>> {
    parsed.attachments().find(|part| {
        part.content_type().is_some_and(|kind| media_type(kind) == "text/html")
            && !part.contents().trim_ascii().is_empty()
            && part.attachment_name().is_none()
            && part.content_disposition().is_none_or(|kind| !kind.is_attachment())
    })
}

/// The mail within a mail that has nothing else.
fn only_mail<'a>(parsed: &'a Parsed<'_>) -> Option<&'a [u8]> {
    let mut attachments = parsed.attachments();
    match (attachments.next().map(|part| &part.body), attachments.next()) {
        (Some(PartType::Message(inner)), None) => Some(inner.raw_message()),
        _ => None,
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
                whole.push_str(&words(parsed, part, text));
            }
            None => whole = Some(words(parsed, part, text)),
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

/// The address of who wrote, in small letters, as a word that can stand anywhere.
fn address(from: &Address<'_>) -> Option<String> {
    let address = clean_line(from.first()?.address.as_deref()?).to_lowercase();
    let is_one = address.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains(|c: char| c.is_alphanumeric())
    });
    let is_word = !address.contains(|c: char| c.is_whitespace() || "<>\"?#".contains(c));
    (is_one && is_word && address.len() <= LONGEST_ADDRESS).then_some(address)
}

fn media_type(kind: &mail_parser::ContentType<'_>) -> String {
    let sub = kind.subtype().unwrap_or("*");
    clean_line(&format!("{}/{sub}", kind.ctype())).to_ascii_lowercase()
}

/// The first address of the web in angle brackets; where there is none, the first for a mail.
fn way_out(raw: &str) -> Option<String> {
    let addresses = || {
        let parts = raw.split('<').skip(1).filter_map(|part| part.split_once('>'));
        parts.map(|(address, _)| address.split_whitespace().collect::<String>())
    };
    let found = ["http", "mailto:"].into_iter().find_map(|scheme| {
        addresses().find(|address| address.to_ascii_lowercase().starts_with(scheme))
    })?;
    crate::input::address::resolve(&found, None)
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
    fn words_in_an_unknown_or_wrong_character_set_are_read_in_the_one_they_are_in() {
        let of = |kind: &str, encoding: &str, body: &[u8]| {
            let head = format!(
                "MIME-Version: 1.0\nFrom: a@b.example\nContent-Type: text/plain{kind}\nContent-Transfer-Encoding: {encoding}\n\n"
            );
            let read = Message::read(&[head.as_bytes(), body].concat()).expect("a mail");
            let Body::Text(text) = read.body else { panic!("it has a text") };
            text.trim().to_owned()
        };
        let words = "Die Brücke über die Elbe wird für den Verkehr geöffnet.";
        let latin: Vec<u8> = words.chars().map(|c| c as u8).collect();
        let quoted = words.replace('ü', "=FC").replace('ö', "=F6");
        for kind in ["; charset=x-unknown", "", "; charset=utf-8"] {
            assert_eq!(of(kind, "8bit", &latin), words, "{kind}");
            assert_eq!(of(kind, "quoted-printable", quoted.as_bytes()), words, "{kind}");
        }
        assert_eq!(of("; charset=iso-8859-1", "8bit", &latin), words);
    }

    #[test]
    fn a_mail_that_holds_nothing_but_another_is_that_one_from_who_sent_it_on() {
        let inner =
            "From: Harbour <letter@harbour.example>\nSubject: The quay\n\nThe quay opens.\n";
        let mail = format!(
            "From: ana@b.example\nMessage-ID: <1@b.example>\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{inner}"
        );
        let read = Message::read(mail.as_bytes()).expect("a mail");
        assert_eq!(read.subject.as_deref(), Some("The quay"));
        assert_eq!(read.sender.as_deref(), Some("ana@b.example"));
        assert_eq!(read.id.as_deref(), Some("1@b.example"));
        assert!(matches!(&read.body, Body::Text(text) if text.contains("The quay opens.")));
        let wrapped = format!(
            "From: ana@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
        );
        let read = Message::read(wrapped.as_bytes()).expect("a mail");
        assert_eq!(read.subject.as_deref(), Some("The quay"));
    }

    #[test]
    fn an_alternative_that_is_never_closed_is_read_to_the_end() {
        let mail = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n\
            --b\nContent-Type: text/plain\n\nThe quay opens.\n--b\nContent-Type: text/html\n\n<p>The <b>quay</b> opens.";
        let read = Message::read(mail.as_bytes()).expect("a mail");
        assert!(
            matches!(&read.body, Body::Html(html) if html.contains("<b>quay</b> opens.")),
            "{read:?}"
        );
        let cut = Message::read(
            mail.split_once("--b\nContent-Type: text/html").expect("it").0.as_bytes(),
        );
        assert!(
            matches!(cut.expect("a mail").body, Body::Text(text) if text.contains("The quay opens."))
        );
    }

    #[test]
    fn one_leaves_a_list_by_the_web_and_else_by_mail() {
        assert_eq!(
            way_out("<mailto:x@l.example>, <https://l.example/out>").as_deref(),
            Some("https://l.example/out")
        );
        assert_eq!(
            way_out("<mailto:x@l.example?subject=out>").as_deref(),
            Some("mailto:x@l.example?subject=out")
        );
        assert_eq!(way_out("<javascript:x>"), None);
    }

    #[test]
    fn an_address_is_one_word_of_small_letters() {
        let of = |from: &str| {
            Message::read(format!("From: {from}\nSubject: x\n\nx\n").as_bytes())
                .expect("a mail")
                .sender
        };
        assert_eq!(of("A <Letter@Harbour.Example>").as_deref(), Some("letter@harbour.example"));
        assert_eq!(of("our desk"), None);
        assert_eq!(of("<a@b.example?from=x#y>"), None);
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
        assert_eq!(read.subject, Some(DEEPEST.to_string()), "it is opened so far");
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

use super::{ArchiveKind, Record, Records};
use crate::input::{Stop, read};

const WORDS: &str =
    "The bridge opens in May, said the mayor, who had waited for it for ten years. ";

fn page(title: &str) -> String {
    let words = format!("<p>{}</p>", WORDS.repeat(3)).repeat(4);
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{words}</article></body></html>"
    )
}

fn answer(title: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(title))
}

fn record(kind: &str, address: &str, block: &str, length: usize) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{address}>\r\nWARC-Date: 2026-03-02T06:00:00Z\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

fn all(archive: &str) -> (Vec<Record>, Vec<String>) {
    let kind = ArchiveKind::of(archive.as_bytes()).expect("an archive");
    let (mut records, mut errors) = (Vec::new(), Vec::new());
    for found in Records::new(kind, archive.as_bytes(), Stop::default()) {
        match found {
            Ok(record) => records.push(record),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (records, errors)
}

#[test]
fn the_answers_of_a_web_archive_are_articles_with_address_and_date() {
    let (one, two) = (answer("Bridge opens"), answer("Quay closes"));
    let archive = [
        record("request", "https://a.example/1", "GET / HTTP/1.1\r\n\r\n", 18),
        record("response", "https://a.example/1", &one, one.len()),
        record("response", "https://a.example/2 x", &two, two.len()),
    ]
    .concat();
    let (records, errors) = all(&archive);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(records.len(), 2);
    assert_eq!(records[1].hints.source.as_deref(), Some("https://a.example/2%20x"));
    assert!(records[0].archived.is_some());
    let article = read(records[0].bytes.clone(), &records[0].hints).expect("an article");
    assert_eq!(article.title.as_deref(), Some("Bridge opens"));
}

#[test]
fn a_wrong_length_costs_its_own_record() {
    let (one, two) = (answer("Bridge opens"), answer("Quay closes"));
    for wrong in [one.len() - 40, one.len() + 30] {
        let archive = [
            record("response", "https://a.example/1", &one, wrong),
            record("response", "https://a.example/2", &two, two.len()),
        ]
        .concat();
        let (records, errors) = all(&archive);
        assert_eq!(records.len(), 1, "{errors:?}");
        assert_eq!(records[0].hints.source.as_deref(), Some("https://a.example/2"));
        assert!(errors[0].contains("record 1 is broken: its length is wrong"), "{errors:?}");
    }
    let (records, errors) = all(&record("response", "https://a.example/1", &one, usize::MAX));
    assert!(records.is_empty() && errors[0].contains("too large"), "{errors:?}");
    let cut = record("response", "https://a.example/1", &one, one.len());
    let (records, errors) = all(&cut[..cut.len() - 200]);
    assert!(records.is_empty() && errors[0].contains("ends within"), "{errors:?}");
}

#[test]
fn a_length_beyond_the_end_costs_its_own_record() {
    let (one, two) = (answer("Bridge opens"), answer("Quay closes"));
    for wrong in [one.len() + two.len() * 9, usize::MAX] {
        let archive = [
            record("response", "https://a.example/1", &one, wrong),
            record("response", "https://a.example/2", &two, two.len()),
        ]
        .concat();
        let (records, errors) = all(&archive);
        assert_eq!((records.len(), errors.len()), (1, 1), "{errors:?}");
        assert_eq!(records[0].hints.source.as_deref(), Some("https://a.example/2"));
    }
}

#[test]
fn what_stands_between_records_is_passed_over() {
    let one = answer("Bridge opens");
    let archive = format!(
        "{}scrap\r\nmore scrap\r\n{}",
        record("response", "https://a.example/1", &one, one.len()),
        record("response", "https://a.example/2", &one, one.len())
    );
    let (records, errors) = all(&archive);
    assert_eq!((records.len(), errors.len()), (2, 1));
}

#[test]
fn an_older_archive_is_read() {
    let one = answer("Bridge opens");
    let archive = format!(
        "filedesc://x.arc 0.0.0.0 20140216050221 text/plain 3\n1 0\n\nhttp://a.example/1 1.2.3.4 20140216050222 text/html {}\n{one}\n\
         http://a.example/2 1.2.3.4 2014 text/html -1\nhttp://a.example/3 1.2.3.4 20140216050222 text/html {}\n{one}\n",
        one.len(),
        one.len()
    );
    let (records, errors) = all(&archive);
    assert_eq!((records.len(), errors.len()), (2, 1), "{errors:?}");
    assert_eq!(
        records[0].archived.map(|day| day.to_string()).as_deref(),
        Some("2014-02-16T05:02:22Z")
    );
}

#[test]
fn a_mailbox_gives_its_mails() {
    let mail = |number: u32| {
        format!(
            "From letter@a.example Mon Mar  2 06:00:00 2026\nFrom: Harbour <letter@a.example>\nSubject: Number {number}\n\
             Message-ID: <{number}@a.example>\n\nThe bridge opens.\n\n>From the pier one sees it.\nFrom here, too.\n\n"
        )
    };
    let (records, errors) = all(&[mail(1), mail(2), mail(3)].concat());
    assert_eq!((records.len(), errors.len()), (3, 0));
    let article = read(records[1].bytes.clone(), &records[1].hints).expect("an article");
    assert_eq!(article.title.as_deref(), Some("Number 2"));
    assert!(article.document.text().contains("From the pier one sees it."));
    assert!(!article.document.text().contains('>'));
    assert_eq!(ArchiveKind::of(b"From here at 06:00 on\nthe town was quiet."), None);
}

//! What stands around every page: head, style, foot; and words made safe for HTML.

use std::fmt::Write;

/// Light and dark by the reader's choice, and a form for paper. Quotations and names differ by more
/// than colour: a bar, a dotted line.
const STYLE: &str = "
:root{--ink:#1b1b1b;--quiet:#595959;--ground:#fdfcfa;--line:#d8d4cc;--said:#eef3ea;--accent:#14507a}
@media(prefers-color-scheme:dark){:root{--ink:#e6e3dd;--quiet:#a9a49b;--ground:#191817;--line:#45413b;--said:#24302a;--accent:#8cc4ef;color-scheme:dark}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:70rem;background:var(--ground);color:var(--ink);font:1.08rem/1.6 Georgia,'Times New Roman',serif}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.3rem}
main{display:grid;gap:2.5rem;grid-template-columns:minmax(0,38rem) minmax(16rem,1fr)}
@media(max-width:60rem){main{display:block}}
h1{font-size:2rem;line-height:1.2;margin:.5rem 0 1rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3,h4,h5,h6{font-size:1rem;margin:1.5rem 0 .3rem}
p,ul,ol,blockquote,pre,table{margin:0 0 1rem}blockquote{margin-left:0;padding-left:1rem;border-left:3px solid var(--line)}
a{color:var(--accent)}a:focus,:target{outline:2px solid var(--accent);outline-offset:2px}
.said{background:var(--said);box-decoration-break:clone;-webkit-box-decoration-break:clone;padding:.1em 0}
.person,.place,.organization{border-bottom:1px dotted var(--quiet)}.person{border-bottom-style:solid}
.mark{border-bottom:3px double var(--accent)}
.byline,.caption,.media,.note,.quiet,footer{color:var(--quiet);font-size:.92rem}
aside{font-size:.92rem;line-height:1.45}aside ol,aside ul{padding-left:1.2rem}aside li{margin-bottom:.5rem}
.act{font-variant:small-caps}
pre{overflow-x:auto;font-size:.88rem}table{border-collapse:collapse}th,td{border-bottom:1px solid var(--line);padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}
footer{border-top:1px solid var(--line);margin-top:3rem;padding-top:.8rem}
@media print{:root{--ink:#000;--ground:#fff;--quiet:#333}body{max-width:none;padding:0;font-size:11pt}main{display:block}.skip{display:none}aside{break-before:page}li,blockquote,tr{break-inside:avoid}.said{background:none;border-bottom:1px solid #999}a{color:inherit;text-decoration:none}}
";

/// A whole page. `body` is HTML; `title` and `language` are plain words.
pub(super) fn page(title: &str, language: &str, body: &str) -> String {
    let language = if language.is_empty() { "und" } else { language };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"Dateline {}\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n{body}</body>\n</html>\n",
        escaped(language),
        env!("CARGO_PKG_VERSION"),
        escaped(title),
    )
}

/// Words with the signs of HTML written so that they mean themselves, in text and in attributes.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    push_escaped(&mut out, words);
    out
}

/// The same at the end of `out`.
pub(super) fn push_escaped(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// The opening of a link; empty where the address is none that a page may lead to.
pub(super) fn link_to(url: &str) -> String {
    let mut out = String::new();
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if matches!(scheme.as_deref(), Some("http" | "https" | "mailto")) {
        let _ = write!(out, "<a href=\"{}\" rel=\"noreferrer\">", escaped(url));
    }
    out
}

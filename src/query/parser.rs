//! Tokens to tree: `OR` binds weaker than standing side by side, `-` and brackets stronger.

use super::lexer::{Token, TokenKind, lex};
use super::operators::{like, named};
use super::tree::is_one_word;
use super::{Field, Is, Measure, Node, Pattern, Query, QueryError, QueryFault, When};
use crate::annotation::Act;
use crate::text::Span;

/// Brackets and minus signs inside each other.
const DEEPEST: usize = 64;
const LONGEST: usize = 10_000;

impl Query {
    /// Reads a query.
    pub fn parse(query: &str) -> Result<Self, QueryError> {
        if query.len() > LONGEST {
            return Err(QueryError {
                at: Span::from_usize(0, query.len()),
                fault: QueryFault::TooLong(LONGEST),
            });
        }
        let mut parser = Parser { tokens: lex(query), next: 0, depth: 0, pattern: None };
        let mut nodes = Vec::new();
        while parser.next < parser.tokens.len() {
            nodes.extend(parser.either()?);
            // A bracket that closes nothing.
            parser.next += 1;
        }
        let root = join(nodes, Node::And);
        if let Some((at, source)) = parser.pattern
            && root.as_ref().is_some_and(|root| !root.is_bounded(false))
        {
            return Err(QueryError { at, fault: QueryFault::Unbounded(source) });
        }
        Ok(Self { root })
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    /// The first pattern and where it stands.
    pattern: Option<(Span, String)>,
}

impl Parser {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    /// Alternatives, up to a closing bracket or the end.
    fn either(&mut self) -> Result<Option<Node>, QueryError> {
        let mut nodes = Vec::new();
        loop {
            nodes.extend(self.all()?);
            if self.peek() != Some(&TokenKind::Or) {
                return Ok(join(nodes, Node::Or));
            }
            self.next += 1;
        }
    }

    /// Things side by side.
    fn all(&mut self) -> Result<Option<Node>, QueryError> {
        let mut nodes = Vec::new();
        while let Some(kind) = self.peek() {
            match kind {
                TokenKind::Or | TokenKind::Close => break,
                TokenKind::And => self.next += 1,
                _ => nodes.extend(self.one()?),
            }
        }
        Ok(join(nodes, Node::And))
    }

    fn one(&mut self) -> Result<Option<Node>, QueryError> {
        let Some(token) = self.tokens.get(self.next).cloned() else { return Ok(None) };
        self.next += 1;
        match token.kind {
            // `NOT` with nothing behind it.
            TokenKind::Minus
                if matches!(self.peek(), None | Some(TokenKind::Close | TokenKind::Or)) =>
            {
                Ok(None)
            }
            TokenKind::Minus => {
                self.deeper(token.span)?;
                let inner = self.one()?;
                self.depth -= 1;
                Ok(inner.map(|node| match node {
                    Node::Not(inner) => *inner,
                    node => Node::Not(Box::new(node)),
                }))
            }
            TokenKind::Open => {
                self.deeper(token.span)?;
                let inner = self.either()?;
                self.depth -= 1;
                if self.peek() == Some(&TokenKind::Close) {
                    self.next += 1;
                }
                Ok(inner)
            }
            TokenKind::Name(name) => self.field(&name, token.span).map(Some),
            TokenKind::Pattern(source) => match Pattern::parse(&source) {
                Ok(pattern) => {
                    self.pattern.get_or_insert((token.span, source));
                    Ok(Some(Node::Pattern(pattern)))
                }
                Err(why) => {
                    Err(QueryError { at: token.span, fault: QueryFault::Pattern(source, why) })
                }
            },
            TokenKind::Word { text, quoted: false } if opens_pattern(&text) => {
                let fault = QueryFault::OpenPattern(text[1..].to_owned());
                Err(QueryError { at: token.span, fault })
            }
            TokenKind::Word { text, quoted } => Ok(words(&text, quoted)),
            TokenKind::Close | TokenKind::Or | TokenKind::And => Ok(None),
        }
    }

    fn deeper(&mut self, at: Span) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            Err(QueryError { at, fault: QueryFault::TooDeep(DEEPEST) })
        } else {
            Ok(())
        }
    }

    fn field(&mut self, name: &str, at: Span) -> Result<Node, QueryError> {
        let Some(operator) = named(name) else {
            let fault = QueryFault::UnknownOperator { name: name.to_owned(), like: like(name) };
            return Err(QueryError { at, fault });
        };
        let value =
            self.tokens.get(self.next).filter(|token| token.span.start() == at.end()).cloned();
        let Some(Token { kind: TokenKind::Word { text, quoted }, span }) = value else {
            return Err(QueryError { at, fault: QueryFault::NoValue(name.to_owned()) });
        };
        self.next += 1;
        let at = at.cover(span);
        if text.trim().is_empty() {
            return Err(QueryError { at, fault: QueryFault::NoValue(name.to_owned()) });
        }
        let date = |text: &str| {
            When::parse(text)
                .ok_or_else(|| QueryError { at, fault: QueryFault::NoDate(text.to_owned()) })
        };
        match operator.name {
            "is" => {
                let known = Is::ALL.into_iter().find(|is| is.name().eq_ignore_ascii_case(&text));
                known.map(Node::Is).ok_or(QueryError { at, fault: QueryFault::UnknownState(text) })
            }
            "has" => match text.to_ascii_lowercase().as_str() {
                "note" => Ok(Node::Noted),
                "mark" => Ok(Node::Is(Is::Annotated)),
                "tag" => Ok(Node::Is(Is::Tagged)),
                _ => Err(QueryError { at, fault: QueryFault::UnknownPart(text) }),
            },
            "act" => act(&text)
                .map(Node::Act)
                .ok_or(QueryError { at, fault: QueryFault::UnknownAct(text) }),
            "story" if !is_number(&text) => {
                Err(QueryError { at, fault: QueryFault::NoNumber(text) })
            }
            "words" => length(Measure::Words, &text, at),
            "time" => length(Measure::Minutes, &text, at),
            "after" => date(&text).map(Node::After),
            "since" => date(&text).map(Node::Since),
            "before" => date(&text).map(Node::Before),
            name => {
                let field = Field::ALL
                    .into_iter()
                    .find(|field| field.name() == name)
                    .unwrap_or(Field::Title);
                // In quotation marks one word is what is written, too.
                let exact = quoted && is_one_word(&text) && field.has_forms();
                Ok(Node::Field { field, text: if exact { format!("={text}") } else { text } })
            }
        }
    }
}

/// `<5m`, `>800`.
fn length(measure: Measure, text: &str, at: Span) -> Result<Node, QueryError> {
    let fault = || QueryError { at, fault: QueryFault::NoLength(text.to_owned(), measure.form()) };
    let (more, number) = match text.strip_prefix('>') {
        Some(number) => (true, number),
        None => (false, text.strip_prefix('<').ok_or_else(fault)?),
    };
    let number = number.strip_suffix(measure.unit()).unwrap_or(number);
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(fault());
    }
    let count = number.parse().map_err(|_| fault())?;
    Ok(Node::Length { measure, more, count })
}

/// The act of a word in one of its forms: deny, denies, denied, denying.
fn act(word: &str) -> Option<Act> {
    let word = word.to_lowercase();
    Act::ALL.into_iter().find(|act| {
        let name = act.name();
        let bare = name.strip_suffix("ies").map_or_else(
            || name.strip_suffix('s').unwrap_or(name).to_owned(),
            |start| format!("{start}y"),
        );
        let silent = bare.strip_suffix('e').unwrap_or(&bare);
        let past = bare
            .strip_suffix('y')
            .map_or_else(|| format!("{silent}ed"), |start| format!("{start}ied"));
        word == name
            || word == bare
            || word == past
            || word == format!("{silent}ing")
            || word == format!("{bare}ing")
    })
}

fn is_number(text: &str) -> bool {
    text.parse::<u32>().is_ok()
}

/// Whether a word begins as a pattern does, and not as a path.
fn opens_pattern(text: &str) -> bool {
    text.strip_prefix('/')
        .is_some_and(|rest| rest.contains(char::is_alphanumeric) && !rest.contains('/'))
}

/// Words to look for; nothing where there is no letter or digit to find.
fn words(text: &str, quoted: bool) -> Option<Node> {
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let prefix = !quoted && text.ends_with('*');
    let text = if prefix { text.trim_end_matches('*') } else { text };
    let (text, marked) = match text.strip_prefix('=') {
        Some(rest) if !quoted && is_one_word(rest) => (rest, true),
        _ => (text, false),
    };
    let exact = prefix || quoted || marked || !is_one_word(text);
    Some(Node::Words { text: text.to_owned(), prefix, exact })
}

fn join(mut nodes: Vec<Node>, with: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() < 2 { nodes.pop() } else { Some(with(nodes)) }
}

#[cfg(test)]
mod tests {
    use super::super::{Field, Is, Node, Query, QueryFault, When};
    use super::Act;

    fn parse(query: &str) -> Option<Node> {
        Query::parse(query).unwrap().root
    }

    fn words(text: &str) -> Node {
        Node::words(text)
    }

    fn exact(text: &str) -> Node {
        Node::Words { text: text.into(), prefix: false, exact: true }
    }

    #[test]
    fn things_side_by_side_must_all_hold_and_or_binds_weaker() {
        assert_eq!(
            parse("a b OR -\"c d\""),
            Some(Node::Or(vec![
                Node::And(vec![words("a"), words("b")]),
                Node::Not(Box::new(words("c d")))
            ]))
        );
        assert_eq!(
            parse("a (b OR c)"),
            Some(Node::And(vec![words("a"), Node::Or(vec![words("b"), words("c")])]))
        );
    }

    #[test]
    fn fields_take_a_word_or_a_phrase() {
        assert_eq!(
            parse("by:\"Xi Jinping\""),
            Some(Node::Field { field: Field::By, text: "Xi Jinping".into() })
        );
        assert_eq!(parse("IS:Unread"), Some(Node::Is(Is::Unread)));
        assert_eq!(
            parse("since:2026-01-01"),
            Some(Node::Since(When::parse("2026-01-01").unwrap()))
        );
        assert_eq!(
            parse("10:30 http://x.org"),
            Some(Node::And(vec![words("10:30"), words("http://x.org")]))
        );
    }

    #[test]
    fn odd_input_gets_a_sensible_reading() {
        for (query, words_found) in [
            ("\"union bank", "union bank"),
            ("(bank", "bank"),
            ("bank)", "bank"),
            ("bank OR", "bank"),
            ("^bank", "^bank"),
            (") bank (", "bank"),
            ("- bank", "bank"),
        ] {
            assert_eq!(parse(query), Some(words(words_found)), "{query}");
        }
        for query in ["", "  ", "()", "-", "OR", "*", "\"\"", "((((", "-()"] {
            assert_eq!(parse(query), None, "{query}");
        }
        assert_eq!(parse("--a"), Some(words("a")));
        assert_eq!(
            parse("ban*"),
            Some(Node::Words { text: "ban".into(), prefix: true, exact: true })
        );
    }

    #[test]
    fn not_takes_out_what_stands_behind_it() {
        assert_eq!(parse("NOT is:read"), parse("-is:read"));
        assert_eq!(parse("a NOT (b OR c)"), parse("a -(b OR c)"));
        assert_eq!(parse("(a OR b NOT) c"), parse("(a OR b) c"));
        assert_eq!(parse("a NOT"), parse("a"));
        assert_eq!(parse("\"NOT\""), Some(exact("NOT")));
    }

    #[test]
    fn an_operator_that_is_not_known_is_no_word() {
        let fault = Query::parse("a autor:x").unwrap_err();
        assert_eq!((fault.at.start(), fault.at.end()), (2, 8));
        assert!(fault.to_string().contains("“author:” is"), "{fault}");
        for query in ["breaking:news", "storey:1", "words:5", "time:<x", "has:wings", "words:>-1"] {
            assert!(Query::parse(query).is_err(), "{query}");
        }
        let fault = |query: &str| Query::parse(query).unwrap_err().fault;
        assert!(matches!(fault("/fer.*y/"), QueryFault::Unbounded(_)));
        assert!(matches!(fault("a /ferry"), QueryFault::OpenPattern(_)));
        assert!(matches!(fault("a /fer(ry/"), QueryFault::Pattern(..)));
        for query in ["\"breaking:news\"", "10:30", "http://x.org", "cafe:", "/etc/hosts"] {
            assert!(matches!(parse(query), Some(Node::Words { .. })), "{query}");
        }
    }

    #[test]
    fn a_word_is_meant_in_all_forms_unless_it_is_marked_or_quoted() {
        assert_eq!(parse("ferry"), Some(Node::words("ferry")));
        assert_eq!(parse("=ferry"), Some(exact("ferry")));
        assert_eq!(parse("\"ferry\""), Some(exact("ferry")));
        assert_eq!(parse("title:\"strike\""), parse("title:=strike"));
        assert_ne!(parse("title:strike"), parse("title:=strike"));
    }

    #[test]
    fn a_pattern_may_hold_gaps_and_slashes() {
        let Some(Node::And(nodes)) = parse("bank /the (two|three)\\/4 of/ quay") else {
            panic!("three parts")
        };
        assert_eq!(nodes.len(), 3);
        assert!(
            matches!(&nodes[1], Node::Pattern(pattern) if pattern.source().contains("two|three"))
        );
        let written = Query::parse("bank /a b/").unwrap().to_string();
        assert_eq!(written, "bank /a b/");
    }

    #[test]
    fn an_act_is_known_in_its_forms_and_no_other_word_is_one() {
        for word in ["denies", "deny", "DENIED", "denying"] {
            assert_eq!(parse(&format!("act:{word}")), Some(Node::Act(Act::Denies)), "{word}");
        }
        assert_eq!(parse("act:agreeing"), Some(Node::Act(Act::Agrees)));
        assert_eq!(parse("act:warned"), Some(Node::Act(Act::Warns)));
        for (word, meant) in [("denys", "denies"), ("statse", "states"), ("is:stared", "starred")] {
            let query = if word.contains(':') { word.to_owned() } else { format!("act:{word}") };
            let error = Query::parse(&query).unwrap_err().to_string();
            assert!(error.contains(&format!("did you mean {meant}?")), "{error}");
        }
        assert!(Query::parse("story:x").is_err() && Query::parse("story:41").is_ok());
    }

    #[test]
    fn faults_say_what_and_where() {
        let fault = |query: &str| {
            Query::parse(query).map_err(|error| (error.fault, error.at.start(), error.at.end()))
        };
        assert_eq!(fault("a is:odd"), Err((QueryFault::UnknownState("odd".into()), 2, 8)));
        assert_eq!(fault("by: x"), Err((QueryFault::NoValue("by".into()), 0, 3)));
        assert_eq!(fault("since:soon"), Err((QueryFault::NoDate("soon".into()), 0, 10)));
        assert!(matches!(fault(&"(".repeat(100)), Err((QueryFault::TooDeep(64), 64, 65))));
        assert!(matches!(fault(&"-a".repeat(40_000)), Err((QueryFault::TooLong(_), ..))));
    }

    #[test]
    fn what_is_read_is_written_so_that_it_reads_the_same_and_nothing_panics() {
        let scraps = [
            "a",
            "OR",
            "AND",
            " ",
            "-",
            "(",
            ")",
            "\"",
            "by:",
            "is:",
            "unread",
            "since:",
            "2026",
            "*",
            ":",
            "é",
            "“",
            "x y",
            "7d",
            "from:",
            "|",
            "习近平",
            "tag:",
            "NOT",
            "autor:",
            "has:note",
            "time:<5m",
            "words:>",
            "/a/ ",
            "=",
            "act:denied ",
            "a b",
            "after:",
            "/",
        ];
        let mut random = 1u64;
        for _ in 0..20_000 {
            let mut query = String::new();
            for _ in 0..=(random >> 60) {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                query.push_str(scraps[(random >> 33) as usize % scraps.len()]);
            }
            if let Ok(read) = Query::parse(&query) {
                let written = read.to_string();
                assert_eq!(
                    Query::parse(&written),
                    Ok(read),
                    "{query:?} was written as {written:?}"
                );
            }
        }
    }
}

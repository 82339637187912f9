//! Comma-separated values (RFC 4180).

/// One row, without its line end. Fields with commas, quotes or line ends are quoted. A field that
/// a spreadsheet would take for a formula gets an apostrophe before it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>); numbers stay numbers.
pub fn csv_row(fields: &[&str]) -> String {
    let quoted = |field: &&str| {
        let begins = field.trim_start_matches([' ', '\u{a0}']);
        let is_formula = begins
            .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
            && field.parse::<f64>().is_err();
        let field = &if is_formula { format!("'{field}") } else { (*field).to_owned() };
        if field.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.clone()
        }
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_spreadsheet_would_run_is_words() {
        assert_eq!(
            super::csv_row(&["=1+1", "@SUM(A1)", "+49 30", "-5.2", "-cmd", " =x", "a=b"]),
            "'=1+1,'@SUM(A1),'+49 30,-5.2,'-cmd,' =x,a=b"
        );
    }

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        assert_eq!(
            super::csv_row(&["a", "b, c", "say \"d\"", ""]),
            "a,\"b, c\",\"say \"\"d\"\"\","
        );
    }
}

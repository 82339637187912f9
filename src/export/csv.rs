//! Comma-separated values (RFC 4180).

/// One row, without its line end. Fields with commas, quotes or line ends are quoted.
pub fn csv_row(fields: &[&str]) -> String {
    let quoted = |field: &&str| {
        if field.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            (*field).to_owned()
        }
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",")
}

/// A field that no spreadsheet takes for a formula: one that begins as formulas do gets an
/// apostrophe before it (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub fn harmless(field: &str) -> std::borrow::Cow<'_, str> {
    if field.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
    {
        format!("'{field}").into()
    } else {
        field.into()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_begins_as_a_formula_is_none() {
        for field in ["=1+1", "+1", "-1", "@x", " =1", "＝1"] {
            assert_eq!(super::harmless(field), format!("'{field}"));
        }
        assert_eq!(super::harmless("a = b"), "a = b");
    }

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        assert_eq!(
            super::csv_row(&["a", "b, c", "say \"d\"", ""]),
            "a,\"b, c\",\"say \"\"d\"\"\","
        );
    }
}

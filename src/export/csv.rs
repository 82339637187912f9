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

#[cfg(test)]
mod tests {
    #[test]
    fn fields_are_quoted_where_they_need_it() {
        assert_eq!(
            super::csv_row(&["a", "b, c", "say \"d\"", ""]),
            "a,\"b, c\",\"say \"\"d\"\"\","
        );
    }
}

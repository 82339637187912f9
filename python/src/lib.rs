//! The engine of Dateline for Python: texts in, the JSON of the contract out. All else is Python
//! (`dateline/__init__.py`).

use pyo3::prelude::*;

/// Analyses one text and returns the line that `dateline analyze --jsonl` prints for it. Other
/// threads of Python run meanwhile.
#[pyfunction]
#[pyo3(signature = (text, id=None, title=None, published=None))]
fn analyze_json(
    py: Python<'_>,
    text: String,
    id: Option<String>,
    title: Option<String>,
    published: Option<String>,
) -> String {
    py.detach(|| dateline::export::analyzed_line(text, id, title, published.as_deref()))
}

#[pymodule]
fn _dateline(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(analyze_json, module)?)
}

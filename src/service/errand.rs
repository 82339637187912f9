//! Other programs: the reader's commands and the editor. A program and its arguments; a shell only
//! where the reader names one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;

use super::worker::{Beside, beside, once};

/// Bytes of a program's output that are kept; what it prints beyond is read and dropped.
const MOST: u64 = 1 << 20;

/// The program and its arguments as the system takes them; `None` where there is no program.
fn command(arguments: &[String]) -> Option<Command> {
    let (program, rest) = arguments.split_first()?;
    let mut command = Command::new(program);
    command.args(rest);
    Some(command)
}

/// Runs a program that has the terminal to itself, with `input` on its standard input if there is
/// some, and waits for it. The terminal must have been given back.
pub(crate) fn in_foreground(arguments: &[String], input: Option<String>) -> Result<(), String> {
    let mut command = command(arguments).ok_or("there is no program to run")?;
    if let Some(input) = input {
        command.stdin(Stdio::piped());
        let mut child = command.spawn().map_err(|error| cannot_run(&arguments[0], &error))?;
        let stdin = child.stdin.take();
        // Not waited for: a program that was left, such as a pager, may never take the rest.
        let (told, faults) = channel();
        once(
            move || drop(stdin.map(|mut stdin| stdin.write_all(input.as_bytes()))),
            move |fault| drop(told.send(fault.words("Giving the program its input"))),
        );
        let status = child.wait().map_err(|error| format!("{}: {error}", name(&arguments[0])))?;
        if let Ok(fault) = faults.try_recv() {
            return Err(fault);
        }
        return if status.success() {
            Ok(())
        } else {
            Err(format!("{} ended with {status}", name(&arguments[0])))
        };
    }
    // Where an article came in by standard input, the program gets the terminal all the same.
    if !io::stdin().is_terminal()
        && let Ok(terminal) = File::open("/dev/tty")
    {
        command.stdin(terminal);
    }
    let status = command.status().map_err(|error| cannot_run(&arguments[0], &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", name(&arguments[0])))
    }
}

/// Runs a program in the background with `input` on its standard input; gives what it printed, and
/// whether it succeeded.
pub(crate) fn in_background(
    arguments: &[String],
    input: Option<String>,
) -> Result<(String, bool), String> {
    let mut command = command(arguments).ok_or("there is no program to run")?;
    command
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| cannot_run(&arguments[0], &error))?;
    let stdin = child.stdin.take();
    // Written, and its errors read, on threads of their own: a program may fill one pipe before it
    // empties another.
    let writer = beside(move || {
        if let (Some(mut stdin), Some(input)) = (stdin, input) {
            let _ = stdin.write_all(input.as_bytes());
        }
    });
    let errors = child.stderr.take().map(|pipe| beside(move || gather(pipe)));
    let printed = child.stdout.take().map(gather).unwrap_or_default();
    let errors = errors.map(Beside::join).unwrap_or_default();
    let status = child.wait().map_err(|error| format!("{}: {error}", name(&arguments[0])))?;
    writer.join();
    let words = match (printed.trim().is_empty(), errors.trim().is_empty()) {
        (_, true) => printed,
        (true, false) => errors,
        (false, false) if status.success() => printed,
        (false, false) => format!("{printed}\n{errors}"),
    };
    Ok((words, status.success()))
}

/// Reads to the end, keeps the beginning.
fn gather(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = (&mut pipe).take(MOST).read_to_end(&mut bytes);
    let _ = io::copy(&mut pipe, &mut io::sink());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The editor's program and arguments with a file to edit: `$VISUAL` or `$EDITOR` divided at
/// spaces, else vi.
pub(crate) fn editor(editor: Option<&str>, file: &Path) -> Vec<String> {
    let mut arguments: Vec<String> =
        editor.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if arguments.is_empty() {
        arguments.push("vi".into());
    }
    arguments.push(file.to_string_lossy().into_owned());
    arguments
}

/// A file that only its owner can read, for words that are edited elsewhere; taken away when it is
/// dropped.
pub(crate) struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Makes the file, with a name that none has.
    pub(crate) fn new(words: &str) -> io::Result<Self> {
        let folder = std::env::temp_dir();
        for number in 0..1000 {
            let path = folder.join(format!("dateline-{}-{number}.md", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
                Ok(mut file) => {
                    let draft = Self { path };
                    file.write_all(words.as_bytes())?;
                    return Ok(draft);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What the file holds now, without line ends at its end.
    pub(crate) fn words(&self) -> io::Result<String> {
        let words = String::from_utf8_lossy(&fs::read(&self.path)?).into_owned();
        Ok(words.trim_end().to_owned())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn name(program: &str) -> String {
    crate::text::clean_line(program)
}

fn cannot_run(program: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no program “{}”", name(program)),
        io::ErrorKind::PermissionDenied => format!("“{}” may not be run", name(program)),
        _ => format!("“{}” cannot be run: {error}", name(program)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, editor, in_background};
    use std::path::Path;

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn arguments_reach_a_program_as_they_are_and_no_shell_reads_them() {
        let (printed, well) =
            in_background(&words(&["printf", "%s|", "$HOME; ls", "`id`", "a b"]), None)
                .expect("printf is everywhere");
        assert_eq!((printed.as_str(), well), ("$HOME; ls|`id`|a b|", true));
    }

    #[test]
    fn what_is_piped_comes_back_however_long_it_is() {
        let long = "a line of words\n".repeat(40_000);
        let (printed, _) =
            in_background(&words(&["cat"]), Some(long.clone())).expect("cat is everywhere");
        assert!(printed == long);
    }

    #[test]
    fn a_program_that_fails_or_is_not_there_is_named() {
        assert_eq!(
            in_background(&words(&["dateline-has-no-such"]), None),
            Err("there is no program “dateline-has-no-such”".into())
        );
        assert_eq!(
            in_background(&words(&["false"]), Some("unread".into())),
            Ok((String::new(), false))
        );
        assert!(in_background(&[], None).is_err());
    }

    #[test]
    fn the_editor_may_have_options() {
        assert_eq!(editor(Some("code --wait"), Path::new("n.md")), ["code", "--wait", "n.md"]);
        assert_eq!(editor(None, Path::new("n.md")), ["vi", "n.md"]);
    }

    #[test]
    fn a_draft_is_its_owners_alone_and_goes_away() {
        use std::os::unix::fs::PermissionsExt;
        let draft = Draft::new("a note\n").expect("a temporary file");
        let path = draft.path().to_owned();
        assert_eq!(
            std::fs::metadata(&path).expect("it is there").permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(draft.words().expect("it can be read"), "a note");
        drop(draft);
        assert!(!path.exists());
    }
}

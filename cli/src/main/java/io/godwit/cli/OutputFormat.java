package io.godwit.cli;

/// How answers are printed.
enum OutputFormat {
    TABLE,
    JSON
}

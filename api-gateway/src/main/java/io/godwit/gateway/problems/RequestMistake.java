package io.godwit.gateway.problems;

/// One thing that is wrong with a request.
///
/// @param property its path in the body, as the person wrote it; or a query parameter or header
/// @param message what was expected
public record RequestMistake(String property, String message) {}

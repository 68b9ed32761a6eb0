package io.godwit.cli.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.Json;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads the JSON files that people write.
final class PropertiesFile {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private PropertiesFile() {}

    static JsonNode read(Path file) {
        try {
            return Json.readWrittenByPeople(withoutMark(Files.readString(file)));
        } catch (JsonProcessingException e) {
            throw CommandFailure.user(
                    "The file " + file + " is not JSON" + place(e), "Correct the file.");
        } catch (NoSuchFileException e) {
            throw CommandFailure.user("There is no file " + file + ".", "Check its name.");
        } catch (MalformedInputException e) {
            throw CommandFailure.user(
                    "The file " + file + " is not UTF-8 text.", "Save it as UTF-8.");
        } catch (IOException e) {
            throw CommandFailure.user(
                    "The file " + file + " cannot be read: " + e.getMessage(),
                    "Check its name and rights.");
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /// Only the place: Jackson's own words can quote the file, and with it a password.
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? "."
                : " at line %d, column %d."
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}

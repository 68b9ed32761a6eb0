package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Any JSON as a table: an array of objects gets a row each, an object a line per member, a scalar
/// is printed bare.
public final class GenericTable {
    private GenericTable() {}

    public static List<String> lines(JsonNode node) {
        if (node.isArray()) {
            return array(node);
        }
        if (node.isObject()) {
            return object(node);
        }
        return List.of(cell(node));
    }

    private static List<String> array(JsonNode array) {
        if (array.isEmpty() || !array.get(0).isObject()) {
            List<String> lines = new ArrayList<>();
            array.forEach(element -> lines.add(cell(element)));
            return lines;
        }
        Set<String> names = new LinkedHashSet<>();
        array.forEach(element -> element.fieldNames().forEachRemaining(names::add));
        Table table = new Table();
        names.forEach(name -> table.left(name.toUpperCase(Locale.ROOT)));
        array.forEach(
                element -> table.row(names.stream().map(n -> cell(element.path(n))).toList()));
        return table.lines();
    }

    private static List<String> object(JsonNode object) {
        int width =
                object.properties().stream()
                        .mapToInt(member -> TextWidth.columns(member.getKey()))
                        .max()
                        .orElse(0);
        return object.properties().stream()
                .map(m -> TextWidth.padded(m.getKey(), width) + "  " + cell(m.getValue()))
                .toList();
    }

    private static String cell(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        return TextWidth.printable(node.isValueNode() ? node.asText() : node.toString());
    }
}

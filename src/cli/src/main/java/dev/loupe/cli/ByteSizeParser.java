package dev.loupe.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes with its unit: {@code 500MB}. */
final class ByteSizeParser implements ITypeConverter<ByteSizeParser.Bytes> {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})\\s*(B|KB|MB|GB|TB)?");
    private static final Map<String, Integer> SHIFTS = Map.of("B", 0, "KB", 10, "MB", 20, "GB", 30, "TB", 40);

    /** A size. */
    record Bytes(long count) {}

    @Override
    public Bytes convert(String value) {
        Matcher size = SIZE.matcher(value.strip().toUpperCase(Locale.ROOT));
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw new TypeConversionException("'" + value + "' is not a size (example: 500MB)");
        }
        String unit = size.group(2) == null ? "B" : size.group(2);
        return new Bytes(Long.parseLong(size.group(1)) << SHIFTS.getOrDefault(unit, 0));
    }
}

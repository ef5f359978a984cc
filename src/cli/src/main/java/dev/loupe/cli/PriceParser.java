package dev.loupe.cli;

import dev.loupe.provider.ProviderProfile.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the prices of a million input and output tokens, such as {@code 0.15,0.60}. */
final class PriceParser implements ITypeConverter<Price> {
    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,9})?)";
    private static final Pattern FORM = Pattern.compile(NUMBER + "," + NUMBER);

    @Override
    public Price convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not two prices (example: 0.15,0.60)");
        }
        List<BigDecimal> prices = List.of(new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2)));
        return new Price(prices.getFirst(), prices.getLast());
    }
}

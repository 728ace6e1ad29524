package io.multicast.netty.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written must be what another program's parser reads. */
class JsonTest {
    private final ObjectMapper parser = new ObjectMapper();

    @Test
    void everyCharacterSurvives() throws Exception {
        String text = IntStream.rangeClosed(0, 0xffff)
                        .filter(c -> !Character.isSurrogate((char) c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                + "\ud83d\ude00";

        String line = new Json().put("a \"name\"", text).toString();

        assertThat(line).matches("[ -~]*");
        JsonNode parsed = parser.readTree(line);
        assertThat(parsed.size()).isEqualTo(1);
        assertThat(parsed.get("a \"name\"").textValue()).isEqualTo(text);
    }

    @Test
    void numbersDoNotDependOnTheLocale() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            JsonNode parsed = parser.readTree(new Json()
                    .put("long", Long.MAX_VALUE)
                    .put("double", 1234.5678)
                    .put("object", new Json())
                    .toString());

            assertThat(parsed.get("long").longValue()).isEqualTo(Long.MAX_VALUE);
            assertThat(parsed.get("double").doubleValue()).isEqualTo(1234.568);
            assertThat(parsed.get("object").isObject()).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }
}

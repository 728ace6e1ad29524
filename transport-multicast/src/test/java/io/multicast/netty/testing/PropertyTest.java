package io.multicast.netty.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PropertyTest {
    private static final Property<List<Integer>> LISTS = Property.forAll(
            PropertyTest::list,
            list -> Stream.concat(
                    Property.shorter(list),
                    Property.simplerElements(
                            list, element -> Stream.of(element / 2).filter(half -> half < element))));

    private static List<Integer> list(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(40))
                .mapToObj(i -> random.nextInt(1000))
                .toList();
    }

    @Test
    void eachCaseIsTried() {
        List<List<Integer>> tried = new ArrayList<>();
        LISTS.holds(500, tried::add);
        assertThat(tried.stream().distinct()).hasSizeGreaterThan(40);
    }

    @Test
    void whatFailsIsMadeAsSimpleAsItCanBe() {
        assertThatThrownBy(() -> LISTS.holds(2000, PropertyTest::hasNoTwoLargeOnes))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*simplified:\n\\[(\\d{3}), (\\d{3})]\n.*")
                .satisfies(
                        e -> assertThat(numbers(e.getMessage().lines().toList().get(1)))
                                .as("half of either would pass")
                                .allMatch(number -> number >= 500 && number / 2 < 500));
    }

    private static void hasNoTwoLargeOnes(List<Integer> list) {
        assertThat(list.stream().filter(number -> number >= 500).count()).isLessThan(2);
    }

    private static List<Integer> numbers(String text) {
        return Pattern.compile("\\d+")
                .matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group()))
                .toList();
    }

    /** What is told makes the same case again. */
    @Test
    void theSeedRepeatsTheCase() {
        List<List<Integer>> failed = new ArrayList<>();
        Property.Check<List<Integer>> check = list -> {
            if (list.size() == 17) {
                failed.add(list);
                throw new IllegalStateException("17");
            }
        };
        Property<List<Integer>> property = Property.forAll(PropertyTest::list, list -> Stream.empty());
        Throwable failure = catchThrowable(() -> property.holds(20_000, check));
        Matcher seed = Pattern.compile("-Dtests.seed=(-?\\d+)").matcher(failure.getMessage());
        assertThat(seed.find()).isTrue();
        assertThat(list(new SplittableRandom(Long.parseLong(seed.group(1))))).isEqualTo(failed.get(0));
    }
}

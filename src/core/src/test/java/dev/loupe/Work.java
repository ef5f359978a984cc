package dev.loupe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts work instead of measuring time: the count is the same on an idle machine and on a busy one. */
public final class Work {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Work() {}

    /**
     * How many times the work four times the input takes, counted in bytes that are allocated: 4 where work grows as its input
     * does, 16 where it grows with the square.
     *
     * @param made the work for an input of so many parts; what it needs is made before it is counted
     */
    public static double timesForFourTimesTheInput(int small, IntFunction<Runnable> made) {
        made.apply(small).run(); // what is made once is made now
        return bytes(made.apply(4 * small)) / (double) bytes(made.apply(small));
    }

    private static long bytes(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** How often a character is looked at by a search for every hit of the pattern. */
    public static long looks(Pattern pattern, String text) {
        Counted counted = new Counted(text, new long[1]);
        Matcher hits = pattern.matcher(counted);
        while (hits.find()) {
            assertThat(hits.end()).isGreaterThanOrEqualTo(hits.start());
        }
        return counted.looks();
    }

    /** A text that counts how often a character of it is looked at. */
    @SuppressWarnings("ArrayRecordComponent") // the one counter of a text and of its parts
    public record Counted(String text, long[] count) implements CharSequence {
        public static Counted of(String text) {
            return new Counted(text, new long[1]);
        }

        public long looks() {
            return count[0];
        }

        @Override
        public char charAt(int index) {
            count[0]++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public Counted subSequence(int start, int end) {
            return new Counted(text.substring(start, end), count);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

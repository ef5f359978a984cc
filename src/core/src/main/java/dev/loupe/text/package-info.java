/** Text in, text out: cutting at a length, the path of a URL, globs over file names. A leaf: it imports nothing of Loupe, and every package may import it. */
@NullMarked
package dev.loupe.text;

import org.jspecify.annotations.NullMarked;

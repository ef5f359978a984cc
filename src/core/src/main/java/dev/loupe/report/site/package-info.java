/** Many runs as a static site: the history of each subject and what changed. In: files of runs. Out: a folder of pages. */
@NullMarked
package dev.loupe.report.site;

import org.jspecify.annotations.NullMarked;

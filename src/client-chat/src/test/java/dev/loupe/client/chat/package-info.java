@NullMarked
package dev.loupe.client.chat;

import org.jspecify.annotations.NullMarked;

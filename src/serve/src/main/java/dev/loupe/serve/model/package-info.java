/**
 * The simulated language model: generates text and token counts from messages, deterministic for a request and a seed.
 *
 * <p>The tokenizer is not Gemma's, and its rules are given here, so that counts can be checked by hand. Text is cut from
 * left to right into: (1) a word, which is up to {@value dev.loupe.serve.model.Tokenizer#LONGEST} letters together with
 * the one space before them (a longer word continues in the next token); (2) up to {@value
 * dev.loupe.serve.model.Tokenizer#LONGEST} white-space characters of one kind; (3) any other single character, so each
 * digit counts. A prompt costs the tokens of its texts, {@value dev.loupe.serve.model.Prompt#PER_MESSAGE} for each
 * message, {@value dev.loupe.serve.model.Prompt#PER_ATTACHMENT} for each image or file, and {@value
 * dev.loupe.serve.model.Prompt#PER_REQUEST} for the start of the response.
 */
@NullMarked
package dev.loupe.serve.model;

import org.jspecify.annotations.NullMarked;

package dev.loupe.check;

/**
 * What a check says of itself.
 *
 * @param id stable for ever; a changed meaning is a new id
 * @param level how binding it is
 * @param truth what must hold, one sentence without a full stop
 * @param source the words, pointer or measurement that the level comes from
 * @param why why a caller cares
 * @param fix what the one who is wrong should do
 */
public record CheckInfo(String id, Level level, String truth, String source, String why, String fix)
        implements CatalogueEntry {}

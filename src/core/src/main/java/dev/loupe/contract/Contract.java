package dev.loupe.contract;

/** placeholder */
public record Contract(String name) {}

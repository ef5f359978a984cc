package dev.loupe.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** The top command. */
@TopCommand
@Command(name = "loupe", mixinStandardHelpOptions = true, version = "0.1.0")
public class LoupeCommand implements Runnable {
    @Override
    public void run() {
        System.out.println("hello");
    }
}

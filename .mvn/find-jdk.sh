#!/bin/sh
# Prints the home of a JDK 21 or newer, or says what to install and exits 2.
release_of() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

best=""
best_release=20
consider() {
  [ -x "$1/bin/javac" ] || return 0
  release=$(release_of "$1")
  if [ -n "$release" ] && [ "$release" -gt "$best_release" ]; then
    best=$1
    best_release=$release
  fi
}

[ -n "${JAVA_HOME:-}" ] && consider "$JAVA_HOME"
if [ -z "$best" ]; then
  for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    consider "$home"
  done
fi
if [ -z "$best" ]; then
  echo "No JDK 21 or newer found. Install one (Debian: apt-get install temurin-25-jdk or openjdk-21-jdk) or set JAVA_HOME." >&2
  exit 2
fi
printf '%s\n' "$best"

# Homebrew formula. make dist fills in the version and the checksum.
class Loupe < Formula
  desc "Tests chat-completions APIs against their published OpenAPI contracts"
  homepage "https://loupe.example"
  url "https://loupe.example/releases/@VERSION@/loupe-@VERSION@.tar.gz"
  sha256 "@SHA256:loupe-@VERSION@.tar.gz@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    libexec.install Dir["*"]
    (bin/"loupe").write_env_script libexec/"bin/loupe", JAVA_HOME: Formula["openjdk"].opt_prefix
    bash_completion.install libexec/"share/bash-completion/completions/loupe"
    zsh_completion.install libexec/"share/zsh/site-functions/_loupe"
    fish_completion.install libexec/"share/fish/vendor_completions.d/loupe.fish"
    man1.install Dir[libexec/"share/man/man1/*.1"]
  end

  def post_install
    system libexec/"lib/warm-up"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/loupe --version")
  end
end

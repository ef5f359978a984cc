package dev.loupe.exchange.redact;

import java.util.List;
import java.util.regex.Pattern;

/** The shapes of keys that begin with a prefix of their issuer. The prefixes are those of the rules of gitleaks and of vendors. */
final class WellKnownKeys {
    /**
     * One shape.
     *
     * @param before what is not directly before it, as a regular expression
     * @param prefix how each key begins
     * @param rest what follows, as a possessive regular expression
     */
    record Shape(String before, String prefix, String rest) {
        Shape(String prefix, String rest) {
            this("", prefix, rest);
        }

        Pattern pattern() {
            return Pattern.compile(before + Pattern.quote(prefix) + rest);
        }
    }

    /** Not after a hyphen or underscore: names and addresses contain the rest. */
    private static final String ALONE = "(?<![_-])";

    /** Not within Base64, where every short prefix occurs. */
    private static final String OUTSIDE_BASE64 = "(?<![+/=_-])";

    private static final String NO_MORE = "(?![A-Za-z0-9])";

    /** A key has a digit early; a text of prefixes is not searched to its end for each of them. */
    private static final String WITH_DIGIT = "(?=[A-Za-z_-]{0,100}+[0-9])";

    private static final String MIXED_CASE = "(?=[A-Z0-9]{0,100}+[a-z])(?=[a-z0-9]{0,100}+[A-Z])";

    static final List<Shape> SHAPES = List.of(
            new Shape(ALONE, "sk-", WITH_DIGIT + "[A-Za-z0-9_-]{20,}+"), // OpenAI, Anthropic, DeepSeek
            new Shape(
                    "sk-",
                    "(?:[a-z0-9]{1,8}-){0,2}+(?=[A-Za-z_]{0,100}+[0-9])[A-Za-z0-9_]{20,}+"), // the same within an id
            new Shape("AIza", "[A-Za-z0-9_-]{32,}+"), // Google
            new Shape("AQ.", "Ab[A-Za-z0-9_-]{30,}+"), // Google
            new Shape("GOCSPX-", "[A-Za-z0-9_-]{24,}+"), // Google
            new Shape("ya29.", "[A-Za-z0-9_-]{30,}+"), // Google
            new Shape("gsk_", "[A-Za-z0-9]{20,}+"), // Groq
            new Shape("xai-", "[A-Za-z0-9]{40,}+"),
            new Shape("cpk_", "(?=[A-Za-z.]{0,100}+[0-9])[A-Za-z0-9.]{40,}+"), // Chutes
            new Shape("cfut_", "[A-Za-z0-9_-]{40,}+"), // Cloudflare
            new Shape(ALONE, "ABSK", MIXED_CASE + "[A-Za-z0-9+/]{40,}+={0,2}"), // Bedrock
            new Shape("csk-", "[a-z0-9]{40,}+"), // Cerebras
            new Shape("pplx-", "[A-Za-z0-9]{40,}+"),
            new Shape("nvapi-", "[A-Za-z0-9_-]{40,}+"),
            new Shape("hf_", "[A-Za-z0-9]{28,}+"), // Hugging Face
            new Shape("api_org_", "[A-Za-z0-9]{34,}+"), // Hugging Face
            new Shape("r8_", "[A-Za-z0-9]{30,}+"), // Replicate
            new Shape("fw_", "(?=[A-Za-z]{0,100}+[0-9])[A-Za-z0-9]{20,}+"), // Fireworks
            new Shape("tgp_v1_", "[A-Za-z0-9_-]{20,}+"), // Together
            new Shape("esecret_", "[A-Za-z0-9]{20,}+"), // Anyscale
            new Shape("tvly-", "(?=[A-Za-z-]{0,100}+[0-9])[A-Za-z0-9-]{20,}+"), // Tavily
            new Shape("jina_", "[A-Za-z0-9_-]{40,}+"),
            new Shape("lsv2_pt_", "[a-f0-9]{32}_[a-f0-9]{8,}+"), // LangSmith
            new Shape("lsv2_sk_", "[a-f0-9]{32}_[a-f0-9]{8,}+"), // LangSmith
            new Shape("ghp_", "[A-Za-z0-9]{30,}+"), // GitHub
            new Shape("gho_", "[A-Za-z0-9]{30,}+"), // GitHub
            new Shape("ghu_", "[A-Za-z0-9]{30,}+"), // GitHub
            new Shape("ghs_", "[A-Za-z0-9]{30,}+"), // GitHub
            new Shape("ghr_", "[A-Za-z0-9]{30,}+"), // GitHub
            new Shape("github_pat_", "[A-Za-z0-9_]{40,}+"),
            new Shape("glpat-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("glptt-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("gldt-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("glrt-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("glcbt-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("glft-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("glsoat-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("glimt-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("npm_", "[A-Za-z0-9]{36,}+"),
            new Shape("pypi-", "[A-Za-z0-9_-]{50,}+"),
            new Shape("rubygems_", "[a-f0-9]{48}"),
            new Shape("doo_v1_", "[a-f0-9]{64}"), // DigitalOcean
            new Shape("dop_v1_", "[a-f0-9]{64}"), // DigitalOcean
            new Shape("dor_v1_", "[a-f0-9]{64}"), // DigitalOcean
            new Shape("SG.", "[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{32,}+"), // SendGrid
            new Shape("SK", "[0-9a-f]{32}" + NO_MORE), // Twilio
            new Shape("xkeysib-", "[a-f0-9]{64}-[A-Za-z0-9]{16}"), // Brevo
            new Shape(ALONE, "key-", "[a-f0-9]{32}" + NO_MORE), // Mailgun
            new Shape("sk_", "(?:live|test|prod)_[A-Za-z0-9]{16,}+"), // Stripe
            new Shape("rk_", "(?:live|test|prod)_[A-Za-z0-9]{16,}+"), // Stripe
            new Shape("whsec_", "[A-Za-z0-9+/]{24,}+"), // Stripe
            new Shape("sq0atp-", "[A-Za-z0-9_-]{22,}+"), // Square
            new Shape("sq0csp-", "[A-Za-z0-9_-]{22,}+"), // Square
            new Shape("shpat_", "[A-Fa-f0-9]{32}"), // Shopify
            new Shape("shpca_", "[A-Fa-f0-9]{32}"), // Shopify
            new Shape("shppa_", "[A-Fa-f0-9]{32}"), // Shopify
            new Shape("shpss_", "[A-Fa-f0-9]{32}"), // Shopify
            new Shape("xox", "[abcdeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,}+"), // Slack
            new Shape("xapp-", "[0-9]-[A-Z0-9]{6,}+-[0-9]{6,}+-[A-Za-z0-9]{20,}+"), // Slack
            new Shape("AKIA", "[A-Z0-9]{16}" + NO_MORE), // AWS
            new Shape("ASIA", "[A-Z0-9]{16}" + NO_MORE), // AWS
            new Shape("hvs.", "[A-Za-z0-9_-]{24,}+"), // Vault
            new Shape("hvb.", "[A-Za-z0-9_-]{24,}+"), // Vault
            new Shape("dapi", "[a-f0-9]{32}(?:-[0-9])?+" + NO_MORE), // Databricks
            new Shape("dp.pt.", "[A-Za-z0-9]{40,}+"), // Doppler
            new Shape("dckr_pat_", "[A-Za-z0-9_-]{27,}+"), // Docker
            new Shape("figd_", "[A-Za-z0-9_-]{38,}+"), // Figma
            new Shape("lin_api_", "[A-Za-z0-9]{40,}+"), // Linear
            new Shape("ATATT3", "[A-Za-z0-9_=-]{100,}+"), // Atlassian
            new Shape("PMAK-", "[a-f0-9]{24}-[a-f0-9]{34}"), // Postman
            new Shape("pul-", "[a-f0-9]{40}" + NO_MORE), // Pulumi
            new Shape("sntrys_", "[A-Za-z0-9_=+/-]{40,}+"), // Sentry
            new Shape("sntryu_", "[A-Za-z0-9_=+/-]{40,}+"), // Sentry
            new Shape("NRAK-", "[A-Z0-9]{27}" + NO_MORE), // New Relic
            new Shape("glsa_", "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"), // Grafana
            new Shape("glc_", "[A-Za-z0-9+/]{32,}+={0,2}+"), // Grafana
            new Shape("pscale_", "(?:tkn|pw|oauth)_[A-Za-z0-9=._-]{32,}+"), // PlanetScale
            new Shape("sbp_", "[a-f0-9]{40}" + NO_MORE), // Supabase
            new Shape("ntn_", "[A-Za-z0-9]{40,}+"), // Notion
            new Shape("fo1_", "[A-Za-z0-9_-]{43}"), // Fly.io
            new Shape("sgp_", "[a-f0-9_]{40,}+"), // Sourcegraph
            new Shape("EZAK", "[A-Za-z0-9]{54}"), // EasyPost
            new Shape("AGE-SECRET-KEY-1", "[A-Z0-9]{58}"),
            new Shape("glagent-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("glffct-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("gloas-", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("GR1348941", "[A-Za-z0-9_-]{20,}+"), // GitLab
            new Shape("hooks.slack.com/workflows/", "[A-Z0-9]{6,}+/[A-Z0-9]{6,}+/[0-9]{6,}+/[A-Za-z0-9]{16,}+"),
            new Shape("hooks.slack.com/triggers/", "[A-Z0-9]{6,}+/[0-9]{6,}+/[A-Za-z0-9]{16,}+"),
            new Shape("discord.com/api/webhooks/", "[0-9]{15,}+/[A-Za-z0-9_-]{60,}+"),
            new Shape("discordapp.com/api/webhooks/", "[0-9]{15,}+/[A-Za-z0-9_-]{60,}+"),
            new Shape("webhook.office.com/webhook", "[A-Za-z0-9]{0,4}+/[A-Za-z0-9@/-]{60,}+"), // Teams
            new Shape("api.telegram.org/bot", "[0-9]{8,10}+:[A-Za-z0-9_-]{34,}+"),
            new Shape(OUTSIDE_BASE64, "EAAA", "[A-Za-z0-9_-]{56,64}+(?![A-Za-z0-9+/=])"), // Square
            new Shape(OUTSIDE_BASE64, "EAAM", "[A-Za-z0-9]{100,}+(?![+/=])"), // Facebook
            new Shape(OUTSIDE_BASE64, "EAAC", "[A-Za-z0-9]{100,}+(?![+/=])"), // Facebook
            new Shape(ALONE, "secret_", WITH_DIGIT + "[A-Za-z0-9]{43}" + NO_MORE), // Notion
            new Shape("fm1a_", "[A-Za-z0-9+/_-]{80,}+={0,3}+"), // Fly.io
            new Shape("fm1r_", "[A-Za-z0-9+/_-]{80,}+={0,3}+"), // Fly.io
            new Shape("fm2_", "[A-Za-z0-9+/_-]{80,}+={0,3}+"), // Fly.io
            new Shape("ATCTT3", "[A-Za-z0-9_=-]{100,}+"), // Atlassian
            new Shape("CLOJARS_", "[A-Za-z0-9]{60}"),
            new Shape("dt0c01.", "[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}"), // Dynatrace
            new Shape("EZTK", "[A-Za-z0-9]{54}"), // EasyPost
            new Shape("FLWSECK", "(?:_TEST)?+-[A-Za-z0-9]{12,}+"), // Flutterwave
            new Shape("HRKU-AA", "[A-Za-z0-9_-]{50,}+"), // Heroku
            new Shape(OUTSIDE_BASE64, "LTAI", WITH_DIGIT + "[A-Za-z0-9]{20}" + NO_MORE), // Alibaba
            new Shape("NRII-", "[A-Za-z0-9-]{32}"), // New Relic
            new Shape("NRJS-", "[a-f0-9]{19}"), // New Relic
            new Shape("p8e-", "(?=[A-Za-z]{0,100}+[0-9])[A-Za-z0-9]{32}" + NO_MORE), // Adobe
            new Shape("rdme_", "[a-z0-9]{70}"), // ReadMe
            new Shape("shippo_", "(?:live|test)_[a-f0-9]{40}"),
            new Shape("tfp_", "[A-Za-z0-9_.=-]{40,}+"), // Typeform
            new Shape("duffel_", "(?:live|test)_[A-Za-z0-9_=-]{43}"),
            new Shape("fio-u-", "[A-Za-z0-9_=-]{64}"), // Frame.io
            new Shape("ico-", WITH_DIGIT + "[A-Za-z0-9]{32}" + NO_MORE), // Infracost
            new Shape("tk-us-", "[A-Za-z0-9_-]{48}"), // Scalingo
            new Shape(OUTSIDE_BASE64, "AKCp", "[A-Za-z0-9]{69}" + NO_MORE), // Artifactory
            new Shape("cmVmdGtuOj", "[A-Za-z0-9]{54}" + NO_MORE), // Artifactory
            new Shape("ops_eyJ", "[A-Za-z0-9+/]{100,}+={0,3}+"), // 1Password
            new Shape("A3-", "[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"), // 1Password
            new Shape("pnu_", "[a-z0-9]{36}" + NO_MORE), // Prefect
            new Shape("v1.0-", "[a-f0-9]{24}-[a-f0-9]{146}"), // Cloudflare
            new Shape("pat.", "[A-Za-z0-9_-]{22}\\.[a-fA-F0-9]{24}\\.[A-Za-z0-9]{20}"), // Harness
            new Shape("sat.", "[A-Za-z0-9_-]{22}\\.[a-fA-F0-9]{24}\\.[A-Za-z0-9]{20}"), // Harness
            new Shape("pat", "[A-Za-z0-9]{14}\\.[a-f0-9]{64}" + NO_MORE), // Airtable
            new Shape("sha256~", "[A-Za-z0-9_-]{43}"), // OpenShift
            new Shape("polar_", "(?:pat|oat)_[A-Za-z0-9_-]{40,}+"),
            new Shape("CFPAT-", "[A-Za-z0-9_-]{43}"), // Contentful
            new Shape("sm_", "(?:aat|pat|sat)_[A-Za-z0-9]{16}" + NO_MORE), // SettleMint
            new Shape("live_", WITH_DIGIT + "[A-Za-z0-9_=-]{40,}+"), // GoCardless
            new Shape(OUTSIDE_BASE64, "ABSK", "[A-Za-z0-9+/]{109,}+={0,2}+"), // AWS Bedrock
            new Shape("bedrock-api-key-", "[A-Za-z0-9+/]{40,}+={0,2}+"), // AWS Bedrock
            new Shape(ALONE, "db-", WITH_DIGIT + "(?=[A-Z0-9]*+[a-z])(?=[a-z0-9]*+[A-Z])[A-Za-z0-9]{29}" + NO_MORE),
            new Shape("sk_", "[a-f0-9]{48}" + NO_MORE), // ElevenLabs
            new Shape(ALONE, "pa-", WITH_DIGIT + "[A-Za-z0-9_-]{43}" + NO_MORE), // Voyage
            new Shape("vck_", "[A-Za-z0-9]{24,}+"), // Vercel
            new Shape("pcsk_", "[A-Za-z0-9]{4,8}_[A-Za-z0-9]{40,}+"), // Pinecone
            new Shape("sb_secret_", "[A-Za-z0-9_-]{22,}+"), // Supabase
            new Shape("dnkey-", "[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}"), // Defined Networking
            new Shape(ALONE, "sl.", "(?:u\\.)?+[A-Za-z0-9_=-]{130,}+"), // Dropbox
            new Shape("eyJrIjoi", "[A-Za-z0-9]{70,}+={0,3}+"), // Grafana
            new Shape("s-s4t2", "(?:ud|af)-[a-f0-9]{64}"), // 42
            new Shape(ALONE, "API-", "(?=[A-Z]{0,100}+[0-9])[A-Z0-9]{26}" + NO_MORE), // Octopus Deploy
            new Shape("AQVN", "[A-Za-z0-9_-]{35,38}+" + NO_MORE), // Yandex
            new Shape(ALONE, "t1.", "[A-Za-z0-9_-]{10,}+={0,2}+\\.[A-Za-z0-9_-]{86}={0,2}+"), // Yandex
            new Shape("slk_", "[a-f0-9]{64}" + NO_MORE), // Sourcegraph
            new Shape("phx_", "[A-Za-z0-9]{40,}+"), // PostHog
            new Shape("dckr_oat_", "[A-Za-z0-9_-]{27,}+"), // Docker
            new Shape("tskey-", "[a-z]{3,12}+-[A-Za-z0-9]{8,}+-[A-Za-z0-9]{16,}+"), // Tailscale
            new Shape("wandb_v1_", "[A-Za-z0-9_]{40,}+"), // Weights and Biases
            new Shape( // JSON web token, signed or encrypted
                    "eyJ",
                    "[A-Za-z0-9_-]{10,}+\\.(?:eyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+"
                            + "|[A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]{16,}+)"),
            new Shape("4b1d", "(?=[a-z0-9]*+[A-Z])[A-Za-z0-9]{38}" + NO_MORE), // ClickHouse
            new Shape("atlasv1.", "[A-Za-z0-9_=-]{60,70}+"), // Terraform Cloud
            new Shape("pubkey-", "[a-f0-9]{32}" + NO_MORE), // Mailgun
            new Shape("pk.eyJ", "[A-Za-z0-9_-]{40,}+\\.[A-Za-z0-9_-]{20,}+"), // Mapbox
            new Shape("sk.eyJ", "[A-Za-z0-9_-]{40,}+\\.[A-Za-z0-9_-]{20,}+"), // Mapbox
            new Shape(ALONE, "pk.", "[A-Za-z0-9]{60}\\.[A-Za-z0-9]{22}" + NO_MORE), // Mapbox
            new Shape(ALONE, "sk.", "[A-Za-z0-9]{60}\\.[A-Za-z0-9]{22}" + NO_MORE), // Mapbox
            new Shape("gitlab_session=", "[a-f0-9]{32}" + NO_MORE),
            new Shape("(?<=[0-9]{8}:)", "AA", "[A-Za-z0-9_-]{32,34}+" + NO_MORE), // Telegram
            new Shape(OUTSIDE_BASE64, "YC", WITH_DIGIT + "[A-Za-z0-9_-]{38}(?![A-Za-z0-9+/=_-])"), // Yandex
            new Shape("Y2lzY29zcGFyazovL3VzL", "[A-Za-z0-9+/]{40,}+"), // Webex
            new Shape(ALONE, "sk_", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{24,}+"), // Freemius
            new Shape(OUTSIDE_BASE64, "ZXlKaGJHY2lPa", "[A-Za-z0-9+/=_-]{40,}+"), // JSON web token in Base64
            new Shape(ALONE, "live_", "[a-f0-9]{35}" + NO_MORE), // Lob
            new Shape(ALONE, "test_", "[a-f0-9]{35}" + NO_MORE), // Lob
            new Shape("oy2", WITH_DIGIT + "[a-z0-9]{43}" + NO_MORE), // NuGet
            new Shape("pat-", "(?:na|eu|ap)[0-9]-[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"), // HubSpot
            new Shape("fc-", "[a-f0-9]{32}" + NO_MORE), // Firecrawl
            new Shape("e2b_", "[a-f0-9]{40}" + NO_MORE),
            new Shape(ALONE, "ak-", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{22}" + NO_MORE), // Modal
            new Shape(ALONE, "as-", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{22}" + NO_MORE), // Modal
            new Shape("secret-live-", "[A-Za-z0-9_=-]{32,}+"), // Stytch
            new Shape("secret-test-", "[A-Za-z0-9_=-]{32,}+"), // Stytch
            new Shape("napi_", WITH_DIGIT + "[a-z0-9]{60,}+"), // Neon
            new Shape(ALONE, "re_", WITH_DIGIT + "[A-Za-z0-9]{8}_[A-Za-z0-9]{24}" + NO_MORE), // Resend
            new Shape("bkua_", "[a-f0-9]{40}" + NO_MORE), // Buildkite
            new Shape("CCIPAT_", "[A-Za-z0-9]{22}_[a-f0-9]{40}"), // CircleCI
            new Shape("CCIPRJ_", "[A-Za-z0-9]{22}_[a-f0-9]{40}"), // CircleCI
            new Shape("sqp_", "[a-f0-9]{40}" + NO_MORE), // SonarQube
            new Shape("squ_", "[a-f0-9]{40}" + NO_MORE), // SonarQube
            new Shape("sqa_", "[a-f0-9]{40}" + NO_MORE), // SonarQube
            new Shape("vcp_", "[A-Za-z0-9]{24,}+"), // Vercel
            new Shape("zpka_", "[a-f0-9]{32}_[a-f0-9]{8}"), // Zuplo
            new Shape("bce-v3/ALTAK-", "[A-Za-z0-9]{10,}+/[a-f0-9]{40}" + NO_MORE), // Baidu
            new Shape("AKID", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{32}" + NO_MORE), // Tencent
            new Shape(ALONE, "sess-", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{40}" + NO_MORE), // OpenAI
            new Shape("rpa_", "[A-Z0-9]{40,}+[a-z0-9]{0,8}+" + NO_MORE), // RunPod
            new Shape("flp_", "[A-Za-z0-9]{40,}+"), // Friendli
            new Shape("llx-", "[A-Za-z0-9]{48}" + NO_MORE), // LlamaCloud
            new Shape("pylf_v", "[0-9]_[a-z]{2,10}_[A-Za-z0-9]{40,}+"), // Logfire
            new Shape(ALONE, "rnd_", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{32}" + NO_MORE), // Render
            new Shape("nfp_", WITH_DIGIT + "[A-Za-z0-9]{36,}+"), // Netlify
            new Shape(ALONE, "m0-", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{40}" + NO_MORE), // Mem0
            new Shape(ALONE, "up_", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9]{29}" + NO_MORE), // Upstage
            new Shape(ALONE, "rc_", "[a-f0-9]{64}" + NO_MORE), // Featherless
            new Shape(ALONE, "psk-", WITH_DIGIT + MIXED_CASE + "[A-Za-z0-9_-]{32,}+"), // Parasail
            new Shape("AIK_SECRET_", "[A-Za-z0-9_]{32,}+"), // Aikido
            new Shape("phc_", "[A-Za-z0-9]{40,}+"), // PostHog
            new Shape( // a private key of a kubeconfig: PEM in Base64, plain, RSA, EC, OPENSSH, ENCRYPTED, DSA
                    "LS0tLS1CRUdJTi",
                    "(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR"
                            + "|BEU0EgUFJJVkFUR)[A-Za-z0-9+/]{24,}+={0,2}+"),
            new Shape("hooks.zapier.com/hooks/catch/", "[0-9]{4,}+/[A-Za-z0-9]{6,}+"),
            new Shape("open.feishu.cn/open-apis/bot/v2/hook/", "[A-Za-z0-9-]{20,}+"),
            new Shape("open.larksuite.com/open-apis/bot/v2/hook/", "[A-Za-z0-9-]{20,}+"),
            new Shape("hooks.slack.com/services/", "[A-Z0-9]{6,}+/[A-Z0-9]{6,}+/[A-Za-z0-9]{16,}+"));

    private WellKnownKeys() {}
}

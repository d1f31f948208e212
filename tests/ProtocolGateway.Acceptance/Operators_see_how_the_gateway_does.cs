using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProtocolGateway.Acceptance;

/// <summary><c>/metrics</c> of a gateway to which everything happened once, and what is written about it.</summary>
internal sealed partial class Operators_see_how_the_gateway_does : TwoWayJourney
{
    private readonly string certificate = Path.GetTempFileName();
    private readonly EmipHubStandIn hub = new();

    protected override GatewaySettings Settings()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=FR*GTW", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(20));
        File.WriteAllBytes(certificate, made.Export(X509ContentType.Pkcs12));
        var settings = base.Settings().Emip("far", "FR*FAR", "https://127.0.0.1:9/", ("EMSP", "FR*FAR")).Emip("hub", "FR*107", hub.Url, ("HUB", "FR*107"));
        settings.Gateway["Partners"]!["far"]!["Emip"]!["ClientCertificate"] = certificate;
        settings.Gateway["ServerCertificate"] = certificate;
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        await hub.StartAsync();
        await base.BeforeAsync();
    }

    protected override async Task AfterAsync()
    {
        await hub.DisposeAsync();
        await base.AfterAsync();
        File.Delete(certificate);
    }

    [Test]
    public async Task In_metrics_that_are_all_explained_and_drawn_from()
    {
        var (delivered, refused, held) = (NewId(), NewId(), NewId());
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = delivered });
        await Gateway.Operators.UntilAsync(delivered, "Delivered");
        OcpiEmsp.Next(Behaviour.Code(2001));
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = refused });
        await Gateway.Operators.UntilAsync(refused, "Refused");
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = held, EvseId = "FR*798*E77*1" });
        await Gateway.Operators.UntilAsync(held, "Held");
        await Emip.SendAsync("<nonsense/>");

        string text = "";
        await Eventually.TrueAsync(
            async () =>
            {
                text = await Gateway.ConsolePages.GetStringAsync("/metrics");
                // Debt is counted every few seconds.
                return text.Contains("protocolgateway_deliveries_held{", StringComparison.Ordinal)
                    && text.Contains("protocolgateway_partner_clock_ahead_seconds{", StringComparison.Ordinal);
            },
            "what is held is told", seen: () => Task.FromResult(text));

        var told = Metric().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "observability.md"));
        var dashboard = File.ReadAllText(Path.Combine(Repository.Root, "docs", "grafana", "protocol-gateway.json"));
        var rules = File.ReadAllText(Path.Combine(Repository.Root, "docs", "alerts", "protocol-gateway.rules.yml"));
        Assert.Multiple(() =>
        {
            Assert.That(Named(page), Is.EquivalentTo(told), "the page tells of each, and of no other");
            Assert.That(Named(dashboard), Is.SubsetOf(told).And.Not.Empty);
            Assert.That(Named(rules), Is.SubsetOf(told).And.Not.Empty);
            Assert.That(Alert().Matches(rules).Select(m => m.Groups[1].Value).Where(a => !page.Contains($"`{a}`", StringComparison.Ordinal)), Is.Empty, "the page tells what to do");
            Assert.That(Value(text, "exchanges_heard_total", "partner=\"acme-cpo\"", "result=\"accepted\""), Is.EqualTo(3));
            Assert.That(Value(text, "deliveries_attempts_total", "partner=\"volt-emsp\"", "outcome=\"delivered\""), Is.EqualTo(1));
            Assert.That(Value(text, "deliveries_refused_total", "partner=\"volt-emsp\"", "code=\"OCPI 2001\""), Is.EqualTo(1));
            Assert.That(Value(text, "deliveries_held", "partner=\"volt-emsp\"", "code=\"NoLocation\""), Is.EqualTo(1));
            Assert.That(Value(text, "delivery_duration_seconds_count", "partner=\"volt-emsp\""), Is.EqualTo(1));
            Assert.That(Value(text, "partner_certificate_remaining_days", "partner=\"far\""), Is.EqualTo(20).Within(0.1));
            Assert.That(Value(text, "server_certificate_remaining_days"), Is.EqualTo(20).Within(0.1));
            Assert.That(Value(text, "heartbeats_sent_total", "partner=\"hub\"", "outcome=\"answered\""), Is.EqualTo(1));
            Assert.That(Value(text, "partner_silent", "partner=\"hub\""), Is.Zero);
            Assert.That(Value(text, "journal_up"), Is.EqualTo(1));
            Assert.That(text, Does.Not.Contain(delivered).And.Not.Contain("FR*798").And.Not.Contain("token-of"), "neither ids nor parties nor secrets");
        });
    }

    [Test]
    public void On_a_dashboard_whose_panels_all_draw_something_from_the_chosen_source()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "grafana", "protocol-gateway.json")))!;
        var panels = dashboard["panels"]!.AsArray().Where(p => p!["type"]!.ToString() != "row").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(dashboard["templating"]!["list"]!.AsArray().Select(v => v!["name"]!.ToString()), Is.EqualTo(new[] { "datasource", "job", "partner" }));
            Assert.That(panels.SelectMany(p => p!["targets"]!.AsArray()).Select(t => t!["expr"]!.ToString()), Is.All.Contains("_").And.All.Contains("$job"));
            Assert.That(panels.Select(p => p!["datasource"]!["uid"]!.ToString()), Is.All.EqualTo("${datasource}"));
            Assert.That(dashboard["panels"]!.AsArray().Select(p => p!["id"]!.GetValue<int>()), Is.Unique);
        });
    }

    [Test]
    public async Task In_health_that_tells_operators_more_than_partners()
    {
        var (live, ready) = (await Gateway.ConsolePages.GetStringAsync("/health/live"), await Gateway.ConsolePages.GetStringAsync("/health/ready"));
        var partners = await Gateway.Partners.GetStringAsync("/health/ready");
        var scrape = await Gateway.Partners.GetAsync("/metrics");
        Assert.Multiple(() =>
        {
            Assert.That(live, Is.EqualTo("""{"status":"alive","journal":"up","bus":"up"}"""));
            Assert.That(Days().Replace(ready, "DAY"), Is.EqualTo(
                """{"status":"degraded","journal":"up","bus":"up","warnings":["the server's certificate expires in 19 days (DAY UTC)","the certificate that we show far expires in 19 days (DAY UTC)"]}"""));
            Assert.That(partners, Is.EqualTo("ready"));
            Assert.That((int)scrape.StatusCode, Is.EqualTo(404), "metrics are for operators");
        });
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d")]
    private static partial Regex Days();

    [GeneratedRegex("^# TYPE (protocolgateway_[a-z_]+)", RegexOptions.Multiline)]
    private static partial Regex Metric();

    [GeneratedRegex("protocolgateway_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex("alert: (\\w+)")]
    private static partial Regex Alert();

    /// <summary>Histograms by their own name.</summary>
    private static HashSet<string> Named(string text) =>
        [.. Name().Matches(text).Select(m => Part().Replace(m.Value, ""))];

    [GeneratedRegex("(?<=_seconds|_size)_(bucket|sum|count)$")]
    private static partial Regex Part();

    private static double? Value(string text, string metric, params string[] labels) => text.Split('\n')
        .Where(l => l.StartsWith($"protocolgateway_{metric}{{", StringComparison.Ordinal) && labels.All(label => l.Contains(label, StringComparison.Ordinal)))
        .Select(l => (double?)double.Parse(l[(l.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture))
        .SingleOrDefault();
}
